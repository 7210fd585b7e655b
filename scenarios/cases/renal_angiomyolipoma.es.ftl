# Spanish texts of the case. What cases share stands in catalogue/terms.es.ftl. `\n` begins a new line.

title = Angiomiolipoma del riñón izquierdo
objective = Cierre las dos arterias nutricias de un angiomiolipoma con partículas que su cortocircuito no deja pasar, desde más allá
    de toda rama del riñón, y conserve vivos el riñón y la suprarrenal.
briefing = Una mujer de 41 años tiene un angiomiolipoma de 5,2 cm en la cara anterior del polo inferior del riñón izquierdo. Ha
    sangrado una vez y contiene un aneurisma de 6 mm. La cirugía costaría gran parte del riñón; por eso el comité de tumores
    pide una embolización que lo respete.\n\nLaboratorio: INR 1,0; plaquetas 240 x 10^9/L; creatinina 0,8 mg/dL. No toma
    anticoagulantes ni tiene alergias conocidas. Se han comprobado la indicación, el consentimiento y la pausa de
    seguridad.\n\nLea primero la fase arterial de la TC: ¿qué arterias nutren el tumor, y qué ramas hay que dejar atrás antes de
    que entre nada embólico? Después elija por dónde entrar.

patient-allergy-1 = ninguna conocida
patient-anticoagulation = ninguna; INR 1,0; plaquetas 240 x 10^9/L

access-right_femoral-findings = Pulso fuerte. Ecografía: femoral común de 6,9 mm, pared blanda.
access-right_femoral-reason = Una arteria ancha sobre el hueso, a 31 cm de las renales, y la curva de un catéter Cobra desde abajo
    encaja en su origen.
access-left_femoral-findings = Tumefacción pulsátil. Ecografía: pseudoaneurisma de 14 mm tras una punción hace tres semanas.
access-left_femoral-reason = El camino es tan corto como desde la derecha, pero nadie punciona una arteria con un pseudoaneurisma:
    antes necesita su propio tratamiento.
access-left_radial-findings = Barbeau A. Ecografía: radial de 2,3 mm, un bucle cerrado en el codo.
access-left_radial-reason = A las renales que miran hacia abajo se entra bien desde arriba, pero un bucle y una arteria estrecha
    invitan al espasmo.
access-right_radial-findings = Barbeau A. Ecografía: radial de 1,7 mm.
access-right_radial-reason = Menos de 2 mm: demasiado estrecha para un introductor de 5 Fr, y el camino cruza los vasos de la
    cabeza.
access-left_brachial-findings = Pulso fuerte. Ecografía: 3,9 mm por encima del codo, con el nervio mediano al lado.
access-left_brachial-reason = La única irrigación del antebrazo, junto al nervio mediano: se reserva para quien no tiene ni ingle ni
    muñeca.

study-ct_arterial-name = TC, fase arterial
study-ct_arterial-findings = Una arteria renal a cada lado. El angiomiolipoma de la cara anterior del polo inferior izquierdo tiene
    grasa, una parte que capta mucho y un aneurisma de 6 mm. Desde atrás le entra una rama de la segmentaria inferior; desde
    arriba, una rama capsular de la propia arteria renal. La suprarrenal inferior sale de la renal justo antes de esta. La vena
    renal se llena un poco pronto: hay un pequeño cortocircuito; el caso da 90 µm.

target-aml-name = angiomiolipoma del riñón izquierdo

protected-left_kidney_lower-harm = Las arterias del riñón son terminales: lo que se cierra junto al tumor es un infarto para
    siempre.
protected-left_kidney_upper-harm = El reflujo a la arteria renal alcanza el polo superior: un infarto para siempre.
protected-left_adrenal-harm = La suprarrenal inferior sale de la renal junto a la nutricia capsular: las partículas en ella cuestan
    tejido suprarrenal, y es posible una crisis hipertensiva.
protected-descending_colon-harm = El reflujo a la aorta alcanza la mesentérica inferior: se han visto infartos de colon tras
    embolizaciones renales.

agent-pva_45_150-reason = La mitad de estas partículas pasa por el cortocircuito tumoral de 90 µm a los pulmones, y se conocen
    complicaciones pulmonares tras embolizar angiomiolipomas.
agent-pva_150_250-reason = Más anchas que el cortocircuito, y lo bastante finas para llenar los vasos propios del tumor.
agent-pva_355_500-reason = Seguras frente al cortocircuito y adecuadas a los vasos anchos de este tumor, pero se quedan en la primera
    generación: las ramas menores de detrás pueden volver a llenarse.
agent-pva_500_710-reason = Más anchas que la luz de todos los microcatéteres de aquí: atascan el catéter, y desde la arteria madre
    cerrarían el riñón.
agent-viscous_collagen-reason = Un gel llena desde la punta hacia delante y cierra la arteria nutricia antes de que el tumor esté
    lleno; el aneurisma queda abierto a lo que llega del otro lado.
agent-ethiodized_oil-reason = El aceite solo no cierra vasos de este calibre, y una parte pasa por el cortocircuito a los pulmones.

teaching-1 = S1. Un tumor en la superficie del riñón puede tener, además de las arterias de su segmento, una nutricia capsular.
    Sale de la propia arteria renal, antes del hilio, y se escapa con facilidad en una serie hecha más allá de él.
teaching-2 = S4 y S5. Las arterias del riñón son terminales (S52). Cada empujón ha de salir de más allá de la última rama para el
    riñón, y la serie desde la posición final demuestra que solo se tiñe el tumor.
teaching-3 = S6. Los angiomiolipomas pueden tener cortocircuitos y vasos anchos. Las partículas se eligen más anchas que el
    cortocircuito; el tamaño que no puede pasar protege los pulmones.
teaching-4 = S7. El reflujo a la arteria madre es un infarto renal. El ritmo seguro baja con cada empujón: pulsos pequeños, y alto en
    cuanto la columna se detiene.
teaching-5 = Después. Fiebre y dolor en el flanco durante unos días son habituales: hubo síndrome postembolización en el 35,9 % y una
    nueva embolización en el 20,9 % (S161). Siga el tamaño del tumor con TC o RM.
