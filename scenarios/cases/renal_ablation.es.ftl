# Spanish texts of the case. What cases share stands in catalogue/terms.es.ftl. `\n` begins a new line.

title = Un riñón nativo que hay que apagar
objective = Provoque el infarto de todo un riñón terminal desde dentro de sus ramas, distalmente, y conserve vivos la suprarrenal y
    el intestino.
briefing = Una mujer de 36 años en diálisis espera un trasplante. Cinco fármacos no controlan su presión arterial, y la sube la
    renina de su riñón izquierdo atrófico; el derecho está extirpado. En lugar de otra operación, el comité pide embolizar el
    riñón entero.\n\nLaboratorio: INR 1,0; plaquetas 205 x 10^9/L; creatinina 6,8 mg/dL en diálisis: el contraste se limita a lo
    necesario, y después se la dializa. Sin alergias conocidas. Se han comprobado la indicación, el consentimiento y la pausa
    de seguridad.\n\nLea primero la TC: ¿cuántas arterias tiene el riñón, y qué sale de ellas antes del hilio? Después elija por
    dónde entrar.

patient-allergy-1 = ninguna conocida
patient-anticoagulation = heparina en la diálisis, ninguna desde ayer; INR 1,0

access-right_femoral-findings = Pulso fuerte. Ecografía: femoral común de 6,4 mm, pared blanda.
access-right_femoral-reason = Las arterias de ambos brazos hacen falta para la diálisis; la ingle derecha está sana.
access-left_femoral-findings = Buen pulso. Ecografía: 6,2 mm; en la vena de al lado hay un catéter de diálisis.
access-left_femoral-reason = Un catéter de diálisis en la misma ingle: una infección le costaría ese acceso.
access-left_radial-findings = Fístula de diálisis en este antebrazo.
access-left_radial-reason = El brazo de la fístula no se toca.
access-right_radial-findings = Barbeau A. Ecografía: radial de 2,2 mm.
access-right_radial-reason = El otro brazo se reserva para la próxima fístula.
access-left_brachial-findings = Irriga la fístula.
access-left_brachial-reason = El brazo de la fístula no se toca.

study-ct_arterial-name = TC, fase arterial
study-ct_arterial-findings = Un riñón izquierdo atrófico de 7 cm con una única arteria renal fina, que en el hilio se divide en una
    rama superior y otra inferior. La suprarrenal inferior sale de ella cerca de la aorta. El riñón derecho falta.

target-kidney-name = riñón izquierdo

protected-left_adrenal-harm = La suprarrenal inferior sale de la arteria renal antes del hilio: las partículas en ella cuestan
    tejido suprarrenal.
protected-descending_colon-harm = El reflujo a la aorta alcanza la mesentérica inferior: se han visto infartos de colon tras
    embolizaciones renales.
protected-small_bowel-harm = El reflujo a la aorta alcanza las arterias mesentéricas: infarto intestinal.

agent-pva_45_150-reason = Llegan a los glomérulos y cumplen, pero hacen falta tantas que crece el riesgo de reflujo.
agent-pva_150_250-reason = Distales: cierran las arterias interlobulillares, arterias terminales sin colaterales (S52), y pasan por
    un microcatéter de 2,4 Fr.
agent-pva_500_710-reason = Más anchas que el microcatéter, y proximales: detrás de ellas el riñón vive de lo que traen las arterias
    capsulares, y fabrica renina.
agent-ethiodized_oil-reason = El aceite se lava del tejido normal: el riñón solo quedaría enfermo.
agent-viscous_collagen-reason = Un gel llena la rama desde la punta hacia delante, y con la misma facilidad vuelve a la
    suprarrenal.

teaching-1 = Para qué. Un riñón que no filtra aún puede fabricar renina o perder proteínas. La embolización lo apaga sin operar.
teaching-2 = S1. Cuente las arterias: en un riñón con dos hay que cerrar ambas. En el 19,35 % de 496 riñones había más de una (S49).
teaching-3 = S6. Las arterias del riñón son terminales (S52): cerradas distalmente, la cuña de detrás muere. Un tapón en el tronco
    lo deja a las colaterales de la cápsula.
teaching-4 = S7. La suprarrenal está a pocos milímetros de la aorta: el reflujo por encima del hilio la alcanza. Al final, pulsos
    pequeños.
teaching-5 = Después. Tras un órgano entero el dolor y la fiebre son fuertes: cuente con ellos. La diálisis se lleva el contraste.
