# Spanish texts of the case. What cases share stands in catalogue/terms.es.ftl. `\n` begins a new line.

title = Metástasis vertebral antes de la cirugía
objective = Cierre con partículas, antes de la cirugía, las dos ramas tumorales de las segundas arterias lumbares, y conserve vivos
    la médula espinal y los músculos de la espalda.
briefing = Un hombre de 61 años tiene una metástasis de un carcinoma renal de células claras en la segunda vértebra lumbar. Comprime
    las raíces nerviosas, pero no la médula; mañana se le sustituirá la vértebra. Estos tumores sangran: en una serie se
    perdieron 4350 mL sin embolización, 2650 solo con coils y 1800 con partículas.\n\nLaboratorio: INR 1,0; plaquetas 268 x
    10^9/L; creatinina 1,4 mg/dL (un solo riñón). Sin alergias conocidas. Se han comprobado la indicación, el consentimiento y
    la pausa de seguridad; la fuerza y la sensibilidad de las piernas están documentadas.\n\nLea primero la angio-TC: ¿qué
    arterias nutren el tumor, y de dónde viene la arteria de la médula? Después elija por dónde entrar.

patient-allergy-1 = ninguna conocida
patient-anticoagulation = ninguna desde hace tres días; INR 1,0; plaquetas 268 x 10^9/L

access-right_femoral-findings = Pulso fuerte. Ecografía: femoral común de 8,1 mm, pared blanda.
access-right_femoral-reason = Una arteria ancha, y desde abajo un Cobra encuentra las bocas de las lumbares en la pared posterior de
    la aorta.
access-left_femoral-findings = Sin pulso. Ecografía: la femoral común está cerrada por placas calcificadas.
access-left_femoral-reason = Por una arteria cerrada no se entra.
access-left_radial-findings = Barbeau B. Ecografía: radial de 2,7 mm.
access-left_radial-reason = Un camino si las ingles están cerradas; las lumbares son difíciles de cateterizar desde arriba.
access-right_radial-findings = Barbeau B. Ecografía: radial de 2,6 mm; fístula de diálisis prevista.
access-right_radial-reason = Un solo riñón: las arterias de este brazo se reservan para una fístula de diálisis.
access-left_brachial-findings = Buen pulso.
access-left_brachial-reason = La única irrigación del antebrazo: se reserva para quien no tiene ni ingle ni muñeca.

study-ct_angiography-name = Angio-TC de la columna
study-ct_angiography-findings = La segunda vértebra lumbar capta mucho. La nutre, de cada lado, una rama de la segunda arteria lumbar.
    De la primera lumbar izquierda, un nivel más arriba, sube a la médula la arteria radicular magna con su giro en horquilla.
    Detrás de las apófisis transversas, una anastomosis fina va de la segunda a la primera lumbar izquierda; el caso da 120 µm.

target-metastasis-name = metástasis en la segunda vértebra lumbar

protected-spinal_cord-harm = La radicular magna irriga la médula inferior: las partículas en ella causan parálisis de ambas piernas
    para siempre.
protected-left_back_2-harm = La rama posterior sigue hasta los músculos y la piel de la espalda: necrosis donde mañana ha de curar la
    herida.
protected-right_back_2-harm = La rama posterior sigue hasta los músculos y la piel de la espalda: necrosis donde mañana ha de curar
    la herida.
protected-left_back_1-harm = El nivel de arriba: nada tenía que llegar allí, y de él sale la arteria de la médula.

neighbour-left_lumbar_1-reason = El nivel de arriba: de él sale la radicular magna, y desde allí puede llenarse lo que se cerró
    abajo.
neighbour-right_lumbar_2_1-reason = El otro lado del mismo nivel nutre la misma vértebra; visto antes, muestra de qué se nutrirá el
    primer lado.

agent-pva_45_150-reason = Más estrechas que la anastomosis de 120 µm: el tamaño que llega a la médula.
agent-pva_150_250-reason = Más anchas que la anastomosis, lo bastante finas para el lecho del tumor, y pasan por un microcatéter de
    2,4 Fr. Antes de la cirugía de columna se han usado de 150 a 500 µm (S77).
agent-pva_500_710-reason = Más anchas que el microcatéter y que los vasos del tumor: un tapón en su boca, con un tumor vivo detrás.
agent-coil_018_2_30-reason = Un coil cierra la arteria en su boca y no los vasos del tumor: en minutos se llenan desde el nivel de
    arriba, y el camino hasta ellos queda cerrado. Solo con coils la operación sangró 2650 mL; con partículas, 1800 mL (S76).
agent-coil_018_3_60-reason = Cabe en el tronco lumbar. Un tronco cerrado quita la sangre a los músculos, y el tumor se llena desde el
    nivel de arriba; solo con coils la operación sangró 2650 mL; con partículas, 1800 mL (S76).
agent-viscous_collagen-reason = Un gel cierra el tronco y sigue por lo que cuelga de él: músculo y, por la anastomosis, la médula.
agent-ethiodized_oil-reason = El aceite corre por toda anastomosis y no cierra nada.

teaching-1 = Para qué. La embolización hace posible la operación: la pérdida de sangre fue de 4350 mL sin ella, 2650 mL solo con
    coils, 1850 mL con partículas y coils y 1800 mL solo con partículas (S76). El cierre proximal por sí solo es la respuesta
    equivocada: el tumor se llena en minutos por sus vecinos.
teaching-2 = S1. Mire los niveles de arriba y de abajo. Una horquilla en la línea media es la arteria de la médula; de dónde sale y con
    qué comunica decide si se emboliza y cómo.
teaching-3 = S4 y S5. Hasta la propia rama del tumor, más allá de la rama posterior, y una serie desde ahí antes que nada.
teaching-4 = S6. Partículas más anchas que la anastomosis. En 188 embolizaciones previas a la cirugía no se vio ningún déficit nuevo
    (S75); en una serie de metástasis renales hubo déficits tras embolización y cirugía en 8 de 31 (S78).
teaching-5 = Después. La cirugía en uno o dos días, antes de que el tumor encuentre otros vasos. Explore enseguida las piernas.
