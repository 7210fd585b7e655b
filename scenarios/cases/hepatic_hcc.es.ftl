# Spanish texts of the case. What cases share stands in catalogue/terms.es.ftl. `\n` begins a new line.

title = Tumor hepático con dos arterias nutricias
objective = Cierre las dos arterias nutricias de un tumor hepático con partículas que su cortocircuito no deja pasar, y conserve
    abiertas las arterias hepáticas derecha e izquierda, la vesícula, el estómago, el duodeno y el páncreas.
briefing = Un hombre de 66 años con cirrosis compensada (Child-Pugh A) tiene un único carcinoma hepatocelular de 4,4 cm en el
    límite de los segmentos 8 y 4. No es resecable porque el hígado restante sería demasiado pequeño, y está demasiado cerca
    de la vena hepática media para una ablación. El comité de tumores pide una embolización sin fármaco.\n\nLaboratorio: INR
    1,2; plaquetas 92 x 10^9/L; bilirrubina 1,1 mg/dL; creatinina 1,3 mg/dL. No toma anticoagulantes ni tiene alergias
    conocidas. Se han comprobado la indicación, el consentimiento y la pausa de seguridad.\n\nLea primero las fases arterial y
    portal de la TC: ¿qué arterias nutren el tumor, qué órganos cuelgan de ramas cercanas a su camino, está abierta la vena
    porta? Después elija por dónde entrar.

patient-allergy-1 = ninguna conocida
patient-anticoagulation = ninguna; INR 1,2; plaquetas 92 x 10^9/L

access-right_femoral-findings = Pulso fuerte. Ecografía: femoral común de 7,4 mm, pared blanda, bifurcación por debajo de la
    cabeza femoral. Sin cicatriz.
access-right_femoral-reason = Una arteria ancha y sana sobre el hueso, que se puede comprimir contra la cabeza femoral, y el
    camino más corto al tronco celíaco: a un catéter de 80 cm le sobra longitud.
access-left_femoral-findings = Pulso palpable. Ecografía: 6,8 mm, placa calcificada en la pared posterior de la femoral común.
access-left_femoral-reason = Llega al objetivo igual que el lado derecho, pero una pared calcificada es más difícil de puncionar
    limpiamente y de comprimir después. Nada habla a favor de preferirla.
access-left_radial-findings = Barbeau B: se amortigua y se recupera enseguida. Ecografía: radial de 2,8 mm, sin bucle. Cubital
    abierta.
access-left_radial-reason = Bastante ancha para 5 Fr, con una buena segunda irrigación de la mano, y desde la muñeca izquierda el
    catéter no cruza la carótida ni la vertebral derechas. Cuente con la longitud: unos 95 cm hasta el tronco celíaco, es
    decir, un catéter de 110 a 125 cm y un microcatéter de 150 cm.
access-right_radial-findings = Barbeau D: la curva se pierde y no ha vuelto a los dos minutos. Ecografía: radial de 2,1 mm.
access-right_radial-reason = Sin signo de una segunda irrigación de la mano por la cubital, una radial estrecha y un camino que
    cruza los vasos de la cabeza. Con buenas alternativas no hay razón para correr este riesgo.
access-left_brachial-findings = Pulso fuerte. Ecografía: 4,4 mm por encima del codo, con el nervio mediano al lado.
access-left_brachial-reason = La braquial es la única irrigación del antebrazo y está junto al nervio mediano: un hematoma o un
    coágulo hacen más daño que en la ingle o en la muñeca. Se reserva para quien no tiene ni una ni otra.

study-ct_arterial-name = TC, fase arterial
study-ct_arterial-findings = Arterias hepáticas habituales: la hepática común nace del tronco celíaco y da la gastroduodenal. El
    tumor, en el límite de los segmentos 8 y 4, capta mucho. Le entran dos arterias: una rama de la segmentaria
    anterosuperior (segmento 8) desde la derecha y una rama de la segmentaria superomedial (segmento 4a) desde la izquierda.
    La gástrica derecha sale de la hepática propia; la cística, de la hepática derecha. Una vena hepática se llena un poco
    pronto: el tumor tiene un pequeño cortocircuito. La TC no puede medirlo; el caso da 80 µm.
study-ct_portal-name = TC, fase venosa portal
study-ct_portal-findings = La vena porta principal y sus dos ramas están abiertas y se llenan por igual. El tumor pierde el
    contraste. Ni trombo ni ascitis.

target-hcc-name = carcinoma hepatocelular, segmentos 8 y 4

protected-gallbladder-harm = La arteria cística sale de la hepática derecha justo antes de su objetivo: las partículas en ella
    causan infarto e inflamación de la vesícula.
protected-stomach_antrum-harm = La gástrica derecha sale de la hepática propia: las partículas en ella causan úlceras de estómago
    que curan mal.
protected-duodenum_pancreas-harm = El reflujo a la gastroduodenal lleva partículas al duodeno y al páncreas: úlcera, pancreatitis.
protected-stomach_greater_right-harm = La gastroepiploica derecha depende de la gastroduodenal: el reflujo a ella causa úlceras
    gástricas.
protected-stomach_lesser-harm = El reflujo al tronco celíaco alcanza la gástrica izquierda: úlceras en la curvatura menor.
protected-spleen_upper-harm = El reflujo al tronco celíaco alcanza el bazo: infarto, dolor, después absceso.
protected-spleen_lower-harm = El reflujo al tronco celíaco alcanza el bazo: infarto, dolor, después absceso.
protected-liver_seg8-harm = La mayoría de las arterias del segmento 8 están cerradas. La porta abierta lo mantiene vivo, pero las
    vías biliares viven solo de sangre arterial.
protected-liver_seg4a-harm = La mayoría de las arterias del segmento 4a están cerradas. La porta abierta lo mantiene vivo, pero
    las vías biliares viven solo de sangre arterial.
protected-liver_seg4b-harm = Se embolizó hígado normal lejos del tumor: función hepática de la que un cirrótico no puede
    prescindir.
protected-liver_seg5-harm = Se embolizó hígado normal lejos del tumor: función hepática de la que un cirrótico no puede prescindir.
protected-liver_seg6-harm = Se embolizó hígado normal lejos del tumor: función hepática de la que un cirrótico no puede prescindir.
protected-liver_seg7-harm = Se embolizó hígado normal lejos del tumor: función hepática de la que un cirrótico no puede prescindir.
protected-liver_seg2-harm = Se embolizó hígado normal lejos del tumor: función hepática de la que un cirrótico no puede prescindir.
protected-liver_seg3-harm = Se embolizó hígado normal lejos del tumor: función hepática de la que un cirrótico no puede prescindir.

agent-pva_150_250-reason = Toda partícula es más ancha que 1,2 veces el cortocircuito de 80 µm, lo bastante pequeña para llegar a
    los vasos propios del tumor, y pasa por un microcatéter de 2,4 Fr sin atascarse.
agent-pva_250_355-reason = Segura frente al cortocircuito, pero se aloja más arriba: el lecho de detrás puede alimentarse por la
    otra arteria, y se acerca a la mitad de la luz de un microcatéter fino, donde las partículas irregulares empiezan a
    atascarse.
agent-pva_45_150-reason = Sus partículas más pequeñas son más estrechas que el cortocircuito de 80 µm y van a los pulmones. Hay
    muertes documentadas tras esferas pequeñas en el hígado. Las partículas deben ser más anchas que el cortocircuito.
agent-pva_355_500-reason = Tan ancha como los primeros vasos del tumor: se queda en su boca y deja un lecho del que se encarga la
    otra arteria. Más ancha que la mitad de la luz de todos los microcatéteres de la mesa, además los atasca.
agent-pva_500_710-reason = Más ancha que los vasos del tumor y que la luz de casi todos los microcatéteres: un tapón en el catéter
    o en el origen de la arteria, y detrás un tumor vivo.
agent-ethiodized_oil-reason = El tumor lo retiene y se ve en la TC posterior, pero el aceite solo se lava y no detiene el flujo:
    necesita partículas como remate. Una parte pasa por el cortocircuito a los pulmones; ponga poco y quédese muy por debajo
    de su máximo.
agent-viscous_collagen-reason = El gel entra en luces de pocas µm, así que el cortocircuito de 80 µm le queda abierto, y llena el
    hígado normal tan hondo como el tumor. Lo que se ha leído de él en el hígado es un estudio en animales.

teaching-1 = S1. Un tumor en un límite se nutre de ambos lados hasta que la angiografía demuestre lo contrario. Siga cada arteria
    nutricia hasta su origen antes de planear, nombre las ramas que deben quedar abiertas y mire la porta: con la porta
    abierta el hígado normal sobrevive a una arteria cerrada; con ella trombosada, no.
teaching-2 = S2 y S3. Elija el acceso que este paciente ofrece, no el que a usted le gusta: una ingle ancha y blanda, o una muñeca
    con segunda irrigación de la mano. Después cuente los centímetros: el catéter ha de llegar al objetivo con 10 a 15 cm
    fuera.
teaching-3 = S4 y S5. Un catéter sigue a su guía. Entre en el tronco celíaco con el catéter, siga con el microcatéter más allá de
    la cística y la gástrica derecha hasta la propia arteria nutricia, y demuestre con una serie desde ahí que lo que ve es
    tumor y nada más.
teaching-4 = S6. Elija el tamaño primero por el cortocircuito: lo más estrecho que 0,8 de él pasa, lo más ancho que 1,2 no (una
    regla de este simulador, por verificar). No inyecte más deprisa de lo que la arteria se lleva. Al llenarse el lecho baja
    su flujo, y el ritmo que era seguro hace un minuto ahora es reflujo.
teaching-5 = S7. Pare cuando no avance contraste por la arteria nutricia, espere y mire de nuevo con una serie desde la arteria
    madre: la nutricia ha de seguir cerrada, la tinción desaparecida y la arteria lobar abierta. La estasis de todo el lóbulo
    no es un éxito, sino un tratamiento excesivo.
teaching-6 = S8. Cerrar una arteria nutricia sube la presión para la otra: por los vasos que unen las dos mitades, la segunda toma
    el relevo. El tumor está acabado cuando ninguna muestra flujo anterógrado y nada se tiñe desde ningún lado.
teaching-7 = S9. Primero fuera los catéteres, luego el introductor. En la ingle comprima 1 a 2 cm por encima de la punción de la
    piel, donde está el agujero de la arteria, y mantenga hasta que esté seca; con plaquetas tan bajas tarda más. En la muñeca,
    cierre el agujero y mantenga la mano irrigada.
