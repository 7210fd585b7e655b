# Spanish texts of the case. What cases share stands in catalogue/terms.es.ftl. `\n` begins a new line.

title = Embolización parcial del bazo
objective = Provoque el infarto de los dos tercios inferiores de un bazo grande desde más allá de las ramas del páncreas y del
    estómago, y deje vivo el tercio superior.
briefing = Un hombre de 52 años con cirrosis tiene un bazo de 17 cm y 38 x 10^9/L plaquetas; ya dos veces fueron demasiado pocas
    para tratar su tumor hepático. El comité pide una embolización parcial del bazo: unos dos tercios, según el objetivo
    habitual del 50 al 70 % (por verificar).\n\nLaboratorio: INR 1,4; creatinina 0,9 mg/dL. Ya ha recibido el antibiótico y las
    vacunas; se han comprobado la indicación, el consentimiento y la pausa de seguridad.\n\nLea primero las fases arterial y
    portal de la TC: ¿cómo se divide la arteria esplénica, qué sale de ella por el camino, está abierta la vena porta? Después
    elija por dónde entrar.

patient-allergy-1 = ninguna conocida
patient-anticoagulation = ninguna; INR 1,4; plaquetas 38 x 10^9/L

access-right_femoral-findings = Pulso fuerte. Ecografía: femoral común de 7,6 mm, pared blanda.
access-right_femoral-reason = Una arteria ancha sobre el hueso, que se puede comprimir todo el tiempo que pidan sus plaquetas, y un
    camino corto al tronco celíaco.
access-left_femoral-findings = Buen pulso. Ecografía: 6,9 mm, pero con un hematoma de 4 cm tras una punción en otro centro la
    semana pasada.
access-left_femoral-reason = Un hematoma reciente y 38 x 10^9/L plaquetas: no se vuelve a entrar por el mismo sitio.
access-left_radial-findings = Barbeau B. Ecografía: radial de 2,4 mm.
access-left_radial-reason = Amable con un paciente que sangra, pero el catéter ha de entrar mucho en la arteria esplénica: el
    material de esta mesa apenas alcanza.
access-right_radial-findings = Barbeau D. Ecografía: radial de 2,2 mm.
access-right_radial-reason = La mano no tiene segunda irrigación, y el camino cruza los vasos de la cabeza.
access-left_brachial-findings = Buen pulso. Ecografía: 4,2 mm.
access-left_brachial-reason = La única irrigación del antebrazo, difícil de comprimir, en un paciente que sangra.

study-ct_arterial-name = TC, fase arterial
study-ct_arterial-findings = Una arteria esplénica ancha recorre el páncreas y da una pancreática dorsal y una pancreática mayor
    y, antes del hilio, la gastroepiploica izquierda. En el hilio se divide en dos: la rama inferior irriga el tercio inferior
    del bazo; la superior da una rama media, después gástricas cortas, y termina en el tercio superior.
study-ct_portal-name = TC, fase venosa portal
study-ct_portal-findings = Las venas porta y esplénica son anchas y están abiertas. Sin trombo. Un poco de ascitis alrededor del
    hígado.

target-lower_spleen-name = dos tercios inferiores del bazo

protected-spleen_upper_third-harm = El tercio que ha de quedar: si se infarta más del 70 % del bazo, aumentan las complicaciones
    graves y las infecciones.
protected-pancreas_tail-harm = La pancreática mayor sale de la esplénica por el camino: las partículas en ella causan
    pancreatitis.
protected-pancreas_body-harm = El reflujo a la pancreática dorsal causa pancreatitis.
protected-stomach_fundus-harm = Las gástricas cortas salen de la rama superior más allá de la media: úlceras del fondo gástrico.
protected-stomach_greater_left-harm = La gastroepiploica izquierda sale justo antes del hilio: el reflujo a ella causa úlceras.

agent-pva_45_150-reason = Tan pequeñas que bajan hasta la pulpa: más dolor, más abscesos, y entre los infartos no queda nada.
agent-pva_150_250-reason = Las partículas pequeñas van a la pulpa y causan deprisa grandes infartos: más dolor, más abscesos, y sin
    tiempo para parar.
agent-pva_250_355-reason = Menores que los tamaños habituales (300 a 700 µm, por verificar): funcionan, y llegan más hondo de lo
    necesario.
agent-pva_355_500-reason = De los tamaños habituales (300 a 700 µm, por verificar): cierran las arterias trabeculares rama a rama,
    y pasan por este catéter.
agent-tris_acryl_300_500-reason = De los tamaños habituales (300 a 700 µm, por verificar) y de calibre exacto: previsibles, un
    segmento tras otro.
agent-pva_500_710-reason = Tan anchas que se detienen en la boca de los segmentos, donde las colaterales toman el relevo; se acercan
    a la luz del catéter.
agent-gelatin_slurry-reason = También se usa en el bazo, pero se reabsorbe en semanas (por verificar) y su tamaño es imprevisible, y
    al aire que retiene se le culpa de infecciones (S97): lo infartado puede volver, lo respetado puede abscesificarse.
agent-viscous_collagen-reason = Un gel llena la rama en la que está y después va adonde quiere: el páncreas y el estómago están
    demasiado cerca.

# The case says this of its own.
step-end_point-expert = Dos tercios, no más: la rama está cerrada, y la de al lado fluye.

teaching-1 = Para qué. Un bazo que devora plaquetas se reduce, no se extirpa: la parte que queda defiende de las infecciones. El
    objetivo habitual del 50 al 70 % se cita de memoria, no se ha leído, y hay que verificarlo.
teaching-2 = S1. De la arteria esplénica salen por el camino arterias pancreáticas (dorsal en el 80 %, mayor en el 98 %, caudal en
    el 84 % de 50 angiografías), y al final gástricas cortas (S57). El catéter ha de estar más allá de ellas.
teaching-3 = S6. Un coil en el tronco solo baja la presión: las gástricas cortas y las gastroepiploicas mantienen vivo el bazo
    (S59). Para infartar una parte, las partículas han de entrar en su rama.
teaching-4 = S7 y S8. Rama a rama, y tras cada una se mira. La tentación es seguir en la última.
teaching-5 = S9. Con pocas plaquetas la compresión tarda más. Levante la mano solo para encontrar el sitio seco.
teaching-6 = Después. Dolor y fiebre durante una semana son la regla; se buscan derrame, absceso y trombosis de la vena porta. En
    embolizaciones esplénicas diversas, el 52 % tuvo un derrame pleural y el 22 % un síndrome postembolización (S169).
