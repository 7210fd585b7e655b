# Spanish texts of the case. What cases share stands in catalogue/terms.es.ftl. `\n` begins a new line.

title = Mioma uterino irrigado por ambos lados
objective = Cierre las dos arterias uterinas desde una sola ingle con partículas que una anastomosis con el ovario no deja pasar, y
    conserve vivos el ovario, el cuello uterino, la vejiga y el suelo pélvico.
briefing = Una mujer de 44 años sangra mucho por un mioma de 7,6 cm en la pared del útero; hemoglobina 9,8 g/dL. Quiere conservar el
    útero y ha elegido la embolización.\n\nLaboratorio: INR 1,0; plaquetas 310 x 10^9/L; creatinina 0,7 mg/dL; prueba de embarazo
    negativa. Toma hierro, ningún anticoagulante, y no tiene alergias conocidas. Se han comprobado la indicación, el
    consentimiento, el antibiótico y la pausa de seguridad.\n\nLea primero la angio-RM: ¿qué arterias nutren el mioma, y qué más
    cuelga de ellas? Después elija por dónde entrar.

patient-allergy-1 = ninguna conocida
patient-anticoagulation = ninguna; INR 1,0; plaquetas 310 x 10^9/L

access-right_femoral-findings = Pulso fuerte. Ecografía: femoral común de 6,8 mm, pared blanda, sin cicatriz.
access-right_femoral-reason = Una ingle sana basta para los dos lados: por encima de la bifurcación al izquierdo, y de vuelta a la
    arteria del propio lado. Se puede comprimir contra la cabeza femoral.
access-left_femoral-findings = Buen pulso. Ecografía: 6,5 mm; un eccema en el pliegue de la ingle.
access-left_femoral-reason = El camino es el mismo desde aquí, pero no se atraviesa piel inflamada cuando la otra ingle está limpia.
access-left_radial-findings = Barbeau B. Ecografía: radial de 2,2 mm.
access-left_radial-reason = Desde arriba se llega a ambos lados sin cruzar la bifurcación, pero hasta las ilíacas internas hay unos
    125 cm: material más largo que el de esta mesa para cada paso, en una arteria estrecha.
access-right_radial-findings = Barbeau C. Ecografía: radial de 1,8 mm.
access-right_radial-reason = Menos de 2 mm, y el camino cruza los vasos de la cabeza y es el más largo de todos.
access-left_brachial-findings = Buen pulso. Ecografía: 3,6 mm.
access-left_brachial-reason = La única irrigación del antebrazo, junto al nervio mediano: se reserva para quien no tiene ni ingle ni
    muñeca.

study-mr_angiography-name = Angio-RM de la pelvis
study-mr_angiography-findings = Las dos arterias uterinas son anchas y entran en el mioma por los lados; cada una es la primera rama
    grande de la división anterior después de la vesical superior. Abajo, de cada una sale una rama para el cuello uterino. A
    la izquierda una rama tubárica se une a la arteria ovárica, que es fina: gran parte de la sangre del ovario izquierdo viene
    de la uterina. El caso da 290 µm de calibre. A la derecha no hay tal rama.

target-fibroid-name = mioma uterino

protected-left_ovary-harm = La rama tubárica se une a la ovárica izquierda: las partículas más estrechas que la anastomosis cierran
    el ovario. Tras la embolización la menopausia puede adelantarse.
protected-left_cervix-harm = La rama cervicovaginal sale abajo de la uterina: las partículas en ella causan necrosis del cuello
    uterino y de la vagina.
protected-right_cervix-harm = La rama cervicovaginal sale abajo de la uterina: las partículas en ella causan necrosis del cuello
    uterino y de la vagina.
protected-left_bladder-harm = La vesical superior sale justo antes de la uterina: el reflujo a ella causa necrosis de la vejiga.
protected-right_bladder-harm = La vesical superior sale justo antes de la uterina: el reflujo a ella causa necrosis de la vejiga.
protected-left_buttock-harm = El reflujo a la división anterior alcanza la glútea inferior: dolor y úlceras en la nalga, parálisis
    del nervio ciático.
protected-left_perineum-harm = El reflujo a la división anterior alcanza la pudenda interna: dolor y úlceras en el periné.
protected-right_buttock-harm = El reflujo a la división anterior alcanza la glútea inferior: dolor y úlceras en la nalga, parálisis
    del nervio ciático.
protected-right_perineum-harm = El reflujo a la división anterior alcanza la pudenda interna: dolor y úlceras en el periné.

neighbour-left_internal_iliac_trunk-reason = Cuál de las ramas es la uterina, y qué sale cerca de ella, se ve en la serie de la
    ilíaca interna.
neighbour-right_internal_iliac_trunk-reason = El lado derecho no es el izquierdo en un espejo: se mira antes de que entre nada.

agent-pva_150_250-reason = Más estrechas que la anastomosis de 290 µm: el tamaño que llega al ovario.
agent-pva_355_500-reason = Más anchas que la anastomosis, adecuadas a los vasos perimiomatosos de 500 a 1000 µm, y pasan por la luz
    de un catéter de 4 Fr.
agent-pva_500_710-reason = Seguras para el ovario, pero se acercan a la luz del catéter y se quedan en los primeros vasos.
agent-viscous_collagen-reason = Un gel no se detiene en ningún calibre: sigue por la anastomosis y por las ramas del cuello uterino.
agent-ethiodized_oil-reason = El aceite se lava del mioma y no cierra nada.

teaching-1 = S1. Un mioma se nutre de ambos lados. Busque en cada uno la rama del cuello uterino y una anastomosis con el ovario: de
    152 arterias, el 21,7 % tenía flujo de la ovárica a través de la uterina, el 3,9 % una ovárica que nutre ella misma el
    mioma, y en el 6,6 % la uterina era la irrigación principal del ovario (S40).
teaching-2 = S2 a S4. Una ingle basta. Un Cobra pasa por encima de la bifurcación al otro lado; para el propio se retira y se gira
    hacia la ilíaca interna.
teaching-3 = S5. La uterina sale de la división anterior cerca de la rama de la vejiga. La serie previa a la embolización ha de
    mostrar el mioma, y ni el cuello uterino ni la vejiga.
teaching-4 = S6. Los vasos perimiomatosos miden de 500 a 1000 µm (S38). Las partículas que les convienen son también demasiado anchas
    para la anastomosis.
teaching-5 = S7. Una guía en una arteria pequeña puede detener el flujo por espasmo: espere, y mire si la estasis es obra suya.
teaching-6 = Después. El dolor del primer día es la regla. Fiebre y flujo vaginal más tarde piden una revisión: hubo infección en el
    7,5 % de 333, más a menudo con un útero grande (S165); de 8159 mujeres el 2,9 % tuvo complicaciones mayores y el 3,9 % perdió
    la regla para siempre (S164).
