# What the score says, in Spanish. A sentence stands under the words of its English pattern. Names of vessels and devices
# come in without an article, so sentences are built around them.

decimal-mark = ,

## Counts
what-count-times = { $what } ({ $count } veces)
parts-needed-s-wanted = { $parts } (se piden { $needed } s).

## Studies and planning
no-such-study-was-opened = No se abrió ningún estudio de este tipo.
only-opened-names = Solo se abrió: { $names }.
names-opened = { $names }: leído.
names-opened-after-the-access-site-was-chosen = { $names }: leído después de elegir el acceso.
names-opened-after-the-portal-vein-was-judged = { $names }: leído después de juzgar la vena porta.
nothing-was-said-about-the-portal-vein = No se dijo nada de la vena porta.
nothing-was-said-about-it = No se dijo nada de ella.
it-was-judged-only-at-moment = No se juzgó hasta { $moment }.
judged-closed-it-is-open = Se juzgó cerrada, y está abierta.
judged-open-it-is-closed = Se juzgó abierta, y está cerrada.
judged-open-after-embolization-had-begun = Se juzgó abierta cuando ya se había empezado a embolizar.
judged-closed-after-embolization-had-begun = Se juzgó cerrada cuando ya se había empezado a embolizar.
judged-open-rightly = Se juzgó abierta, con razón.
judged-closed-rightly = Se juzgó cerrada, con razón.
named-names = Nombrado: { $names }.
not-named-names = Sin nombrar: { $names }.
no-feeders-names = No es arteria nutricia: { $names }.
no-vessel-was-named = No se nombró ningún vaso.
some-only-after-embolization-had-begun = Alguno solo cuando ya se había empezado a embolizar.
no-hazard-was-named = No se nombró ningún peligro.
no-hazard-here-names = Aquí no es un peligro: { $names }.
named-after-embolization-had-begun-names = Nombrado cuando ya se había empezado a embolizar: { $names }.
the-vessel-off-the-parent-was-not-named = Sin nombrar: { $vessel } (de: { $parent }).
the-vessel-does-not-supply-the-target = No irriga el objetivo: { $vessel }.
the-vessel-does-not-supply-the-target-the-other-was-not-named = No irriga el objetivo: { $vessel }; sin nombrar: { $other }.

## Access and devices
no-access-site-was-chosen = No se eligió ningún acceso.
id-is-no-site-here = { $id } no es un acceso de este caso.
no-sheath-was-inserted = No se puso ningún introductor.
device-without-a-puncture = { $device }, sin punción.
device-before-the-puncture = { $device }, antes de la punción.
device-after-other-devices = { $device }, después de otro material.
device-into-the-site = { $device }, en: { $site }.
no-catheter-reached-the-vessel-or-the-parent = Ningún catéter llegó a: { $vessel }, ni a: { $parent }.
the-vessel-was-reached-with-no-wire-in-the-stack = Sin guía puesta se llegó a: { $vessel }.
the-vessel-was-reached-scraped-pushes-ahead-of-the-wire-on-the-way-to-the-target = Se llegó a: { $vessel }; en el camino al
    objetivo, { $scraped } empujones por delante de la guía.
the-vessel-was-reached-over-a-wire = Sobre guía se llegó a: { $vessel }.
every-push-came-from-the-vessel-itself = Todo lo empujado salió desde dentro de: { $vessel }.
material-came-from-the-place-not-from-the-vessel = El material salió desde: { $place }, y no desde: { $vessel }.

## Runs
run-number-from-the-vessel-shows-seen-vessels = La serie { $number } (desde: { $vessel }) muestra { $seen } vasos.
run-number-came-after-embolization-had-begun = La serie { $number } llegó cuando ya se había empezado a embolizar.
no-overview-run-before-the-first-embolic-material = Ninguna serie de conjunto antes del primer material embólico.
agent-went-into-the-vessel-with-no-overview-run-before-it = Sin serie de conjunto previa entró { $agent } en: { $vessel }.
run-number-shows-the-blush-from-the-vessel = La serie { $number } muestra la tinción desde: { $vessel }.
run-number-came-after-embolization-of-the-vessel-had-begun = La serie { $number } llegó cuando ya se embolizaba: { $vessel }.
run-number-served-as-overview-or-shows-no-blush-from-the-vessel-no-other-selective-run = La serie { $number } sirvió de conjunto o no
    muestra tinción desde: { $vessel }; no hay otra serie selectiva.
no-selective-run-of-the-vessel = Ninguna serie selectiva de: { $vessel }.
run-number-came-after-it = La serie { $number } llegó después.
run-number-served-as-overview-or-showed-no-blush = La serie { $number } sirvió de conjunto o no mostró tinción.
the-vessel-was-embolized-without-a-selective-run-that-shows-the-blush = Embolizado sin una serie selectiva que muestre la tinción:
    { $vessel }.
it-was-never-stated-that-the-tip-is-at-the-target-s-supply = Nunca se dijo que la punta está en la irrigación del objetivo.
stated-with-the-tip-in-the-vessel-from-where-blood-does-not-go-there = Dicho con la punta en: { $vessel }, desde donde la sangre no va
    allí.
stated-in-the-vessel-after-embolization-had-begun = Dicho cuando ya se había empezado a embolizar, con la punta en: { $vessel }.
stated-in-the-vessel-after-a-wrong-statement = Dicho, tras una afirmación falsa, con la punta en: { $vessel }.
stated-with-the-tip-in-the-vessel-rightly = Dicho, con razón, con la punta en: { $vessel }.
no-selective-run-names = Ninguna serie selectiva: { $names }.
seen-only-after-embolization-had-begun-names = Visto solo cuando ya se había empezado a embolizar: { $names }.
not-seen-again-after-the-last-push-names = No visto de nuevo tras el último empujón: { $names }.
every-neighbouring-vessel-was-looked-at = Se miraron todos los vasos vecinos.

## Agents and injection
no-embolic-material-was-injected = No se inyectó material embólico.
nothing-was-injected-into-the-vessel = No se inyectó nada en: { $vessel }.
agent-ml-ml-reason = { $agent } ({ $ml } mL): { $reason }
the-author-does-not-judge-it = el autor no lo juzga
total-of-injected-ml-went-backwards-limit-ml-tolerated = De { $injected } mL, { $total } retrocedieron (se toleran { $limit } mL).
total-ml-went-backwards-limit-ml-tolerated-most-of-it-in-the-vessel = Retrocedieron { $total } mL (se toleran { $limit } mL), la mayor
    parte en: { $vessel }.
total-ml-had-refluxed-most-of-it-in-the-vessel = Habían refluido { $total } mL, la mayor parte en: { $vessel }.
material-was-pushed-into-the-vessel = Se empujó material en: { $vessel }.
pushed-into-names = Empujado en: { $names }.
bed-lost-lost-of-its-supply-tolerated-tolerated-harm = { $bed }: perdió el { $lost } % de su irrigación (se tolera el
    { $tolerated } %). { $harm }
all-agents-together-closed-closed-of-the-lungs-arterioles = Todos los agentes juntos cerraron el { $closed } % de las arteriolas
    pulmonares.
share-of-the-dose-of-name-limit-tolerated = El { $share } % de la dosis de { $name } (se tolera el { $limit } %).
total-ml-of-oil-were-injected-ceiling-ceiling-ml = Se inyectaron { $total } mL de aceite (máximo { $ceiling } mL).
total-ml-of-ethanol-were-injected-ceiling-for-this-weight-ceiling-ml = Se inyectaron { $total } mL de etanol (máximo para este peso
    { $ceiling } mL).
in-text = En: { $text }.
by-text = Por: { $text }.
in-text-up-to-worst-mmhg-above-resting-pressure = En: { $text }; hasta { $worst } mmHg sobre la presión de reposo.
in-text-up-to-worst-ml-min = En: { $text }; hasta { $worst } mL/min.
used-ml-were-given-limit-of-this-patient-limit-ml = Se dieron { $used } mL (límite de este paciente { $limit } mL).

## End-point and checks
run-number-shows-the-vessel-after-the-last-push = La serie { $number } muestra, tras el último empujón: { $vessel }.
run-number-shows-the-vessel-only-after-it-had-been-declared-occluded = La serie { $number } solo muestra después de declararlo
    cerrado: { $vessel }.
no-run-of-the-vessel-after-the-last-push-into-it = Tras el último empujón, ninguna serie de: { $vessel }.
no-run-shows-the-vessel-after-the-last-push-into-it = Tras el último empujón, ninguna serie muestra: { $vessel }.
the-vessel-was-declared-occluded-with-no-run-after-the-last-push-into-it = Declarado cerrado sin ninguna serie tras el último empujón:
    { $vessel }.
the-vessel-carries-left-of-its-resting-flow-allowed-allowed = { $vessel }: lleva el { $left } % de su flujo de reposo (se admite el
    { $allowed } %).
the-vessel-carries-left-of-its-flow-allowed-allowed = { $vessel }: lleva el { $left } % de su flujo (se admite el { $allowed } %).
the-vessel-carried-left-of-its-resting-flow-then-allowed-allowed = { $vessel }: llevaba entonces el { $left } % de su flujo de reposo
    (se admite el { $allowed } %).
the-vessel-off-the-parent-was-never-embolized-and-carries-left-of-its-flow = { $vessel } (de: { $parent }): no se embolizó nunca y
    lleva el { $left } % de su flujo.
the-vessel-keeps-left-of-its-flow-required-had-to-stay = { $vessel }: conserva el { $left } % de su flujo (debía quedar el
    { $required } %).
overdone-the-names-had-to-stay-open = Demasiado: debía quedar abierto: { $names }.
target-gone-of-its-perfusion-is-gone-wanted-wanted = { $target }: ha perdido el { $gone } % de su perfusión (se pide el { $wanted } %).
nothing-was-declared-of-the-vessel = No se declaró nada de: { $vessel }.
declared-with-left-of-its-flow-left-in-the-vessel-allowed-allowed = Declarado con el { $left } % de su flujo (se admite el
    { $allowed } %): { $vessel }.
it-was-embolized-on-after-that = Después se siguió embolizando.
a-declaration-before-it-was-false = Una declaración anterior era falsa.
the-vessel-reached-shown-closed-checked-and-declared = { $vessel }: alcanzado, mostrado, cerrado, comprobado y declarado.
vessel-seen-from-above-wait-s-after-the-last-push = { $vessel }: visto desde arriba { $wait } s después del último empujón
vessel-not-seen-from-above-after-the-last-push = { $vessel }: no visto desde arriba tras el último empujón
vessel-only-wait-s-after-the-last-push = { $vessel }: solo { $wait } s después del último empujón
vessel-no-run-from-above-it-after-the-last-push = { $vessel }: ninguna serie desde arriba tras el último empujón

## Closing
no-catheter-was-used = No se usó ningún catéter.
device-was-not-taken-out = { $device }: no se retiró.
no-catheter-was-taken-out = No se retiró ningún catéter.
device-came-out-after-the-sheath = { $device }: salió después del introductor.
device-is-out-nothing-is-left-in-the-vessels = { $device }: fuera; en los vasos no queda nada.
still-in-the-body-names = Aún dentro del cuerpo: { $names }.
the-sheath-was-not-taken-out = No se retiró el introductor.
the-device-was-still-inside = Aún estaba dentro: { $device }.
the-sheath-came-out-last = El introductor salió el último.
no-pressure-was-put-on-the-access-site = No se comprimió el acceso.
no-pressure-was-put-on-the-site = No se comprimió el acceso.
the-case-was-ended-with-the-hand-still-on-the-site = El caso se acabó con la mano aún sobre el acceso.
released-after-held-min-while-it-still-bled = Se soltó tras { $held } min, cuando aún sangraba.
the-site-was-never-dry-last-held-held-min = El acceso nunca quedó seco (última compresión: { $held } min).
pressed-mm-mm-below-the-skin-puncture-it-bled-on = Comprimido { $mm } mm por debajo de la punción de la piel: siguió sangrando.
pressed-mm-mm-above-the-skin-puncture-it-bled-on = Comprimido { $mm } mm por encima de la punción de la piel: siguió sangrando.
pressed-mm-mm-above-the-skin-puncture-which-does-not-stop-the-bleeding = Comprimido { $mm } mm por encima de la punción de la piel, lo
    que no detiene el sangrado.
pressed-mm-mm-above-the-skin-puncture-for-held-min-nobody-looked-whether-it-is-dry = Comprimido { $mm } mm por encima de la punción de
    la piel durante { $held } min; nadie miró si está seco.
pressed-mm-mm-above-the-skin-puncture-last-for-held-min-not-until-it-was-dry = Comprimido { $mm } mm por encima de la punción de la
    piel, la última vez { $held } min: no hasta que estuvo seco.
dry-after-pressing-mm-mm-above-the-skin-puncture-last-for-held-min-lifted-looks-times-while-it-bled-or-moved = Seco tras comprimir
    { $mm } mm por encima de la punción de la piel, la última vez { $held } min; se levantó o movió { $looks } veces mientras
    sangraba.
pressed-mm-mm-above-the-skin-puncture-for-held-min-dry = Comprimido { $mm } mm por encima de la punción de la piel durante { $held } min:
    seco.
nobody-felt-for-the-pulse = Nadie palpó el pulso.
the-pulse-is-there = Hay pulso.
there-is-no-pulse = No hay pulso.
felt-only-before-the-site-was-dry = Solo se palpó antes de que el acceso estuviera seco.
no-bed-rest-was-ordered = No se ordenó reposo en cama.
hours-h-of-bed-rest-wanted-h-wanted = { $hours } h de reposo en cama (se piden { $wanted } h).
hours-h-of-bed-rest = { $hours } h de reposo en cama.
the-vagal-reaction-was-left-to-itself = La reacción vagal se dejó sin tratar.
the-severe-reaction-to-contrast-was-left-to-itself = La reacción grave al contraste se dejó sin tratar.
the-session-stops-at-end = La sesión se detiene en { $end }.

## Economy
counts-only-for-a-case-treated-to-its-end = Solo cuenta en un caso tratado hasta el final.
used-min-an-expert-needs-expert = { $used } min (un experto necesita { $expert }).
used-min-of-fluoroscopy-an-expert-needs-expert-kerma-mgy-an-expert-needs-enough = { $used } min de fluoroscopia (un experto necesita
    { $expert }), { $kerma } mGy (un experto necesita { $enough }).
used-ml-up-to-fine-ml-is-fine-limit-of-this-patient-limit-ml = { $used } mL (hasta { $fine } mL está bien; límite de este paciente
    { $limit } mL).

## Happenings
bed-lost-lost-of-its-supply = { $bed }: perdió el { $lost } % de su irrigación
agent-passed-a-shunt-to-the-lungs-share-of-the-dose = { $agent }: por un cortocircuito pasó a los pulmones el { $share } % de la dosis
agent-flowed-backwards-past-the-tip-in-the-vessel = { $agent }: retrocedió más allá de la punta en: { $vessel }
vessel-rise-mmhg-above-resting-pressure-at-the-tip = { $vessel }: { $rise } mmHg sobre la presión de reposo en la punta
agent-blocked-its-catheter = { $agent }: atascó su catéter
it-bled-on-after-held-min-of-pressure = Siguió sangrando tras { $held } min de compresión
haematoma-of-ml-ml = Hematoma de { $ml } mL
vessel-solvent-at-rate-ml-min-injured-its-wall = { $vessel }: el disolvente a { $rate } mL/min dañó su pared
spasm-of-the-vessel = Espasmo: { $vessel }
air-kerma-passed-kerma-mgy = El kerma en aire pasó de { $kerma } mGy
contrast-passed-the-limit-of-this-patient-ml-of-limit-ml = El contraste pasó el límite de este paciente: { $ml } de { $limit } mL
a-number-left-its-range-and-was-put-back-place = Un número se salió de su rango y se corrigió: { $place }
given-ml-of-oil-were-given-and-lungs-ml-are-in-the-lungs-breathlessness-may-come-within-12-to-48-h = Se dieron { $given } mL de aceite y
    { $lungs } mL están en los pulmones: en 12 a 48 h puede venir disnea
vagal-reaction = Reacción vagal
severe-reaction-to-the-contrast-medium = Reacción grave al medio de contraste
mild-reaction-to-the-contrast-medium = Reacción leve al medio de contraste
heart-rate-low-value-min = Frecuencia cardíaca baja: { $value } /min
heart-rate-high-value-min = Frecuencia cardíaca alta: { $value } /min
systolic-pressure-low-value-mmhg = Presión sistólica baja: { $value } mmHg
systolic-pressure-high-value-mmhg = Presión sistólica alta: { $value } mmHg
oxygen-saturation-low-value = Saturación de oxígeno baja: { $value } %
pain-value-of-10 = Dolor: { $value } de 10

## The report as a page
title-report = { $title } – informe
each-of-these-fails-the-case = Cada uno de estos suspende el caso.
critical-errors = Errores críticos
errors = Errores
none = Ninguno
state-hash-after-time-of-simulated-time-the-score-follows-from-the-recorded-commands-and-can-be-computed-again-from-them = Estado
    { $hash } tras { $time } de tiempo simulado. La puntuación se sigue de las órdenes registradas y se puede volver a calcular con
    ellas.
scored-by-rules-that-the-educators-of-this-case-have-authored-no-pass-mark-for-this-procedure-is-published-education-only-not-validated-not-for-patient-care =
    Puntuado por reglas escritas por los docentes de este caso; no hay ninguna nota de aprobado publicada para este procedimiento.
    Solo para formación, sin validar, no apto para la atención de pacientes.
passed-score-of-100 = Aprobado: { $score } de 100
not-passed-score-of-100 = No aprobado: { $score } de 100
case-case-mode-mode-seed-seed = Caso { $case }, modo { $mode }, semilla { $seed }
learn = aprender
practice = practicar
assess = evaluar
steps = Pasos
id-name-score-of-max-needed-needed = { $id } { $name }: { $score } de { $max }, hacen falta { $needed }
step = Paso
how-it-went = Cómo fue
points = Puntos
moment = Momento
why = Por qué
rule = Regla
done = hecho
late = tarde
skipped = omitido
wrong = mal
score-of-max = { $score } de { $max }
an-expert-expert = Un experto: { $expert }
what-happened-to-the-patient = Qué le pasó al paciente
not-faults-by-themselves = No son faltas por sí mismos.
measures = Medidas
angiograms = Angiografías
what-to-take-home = Para llevarse a casa
procedure-time = Tiempo de procedimiento
fluoroscopy-time = Tiempo de fluoroscopia
contrast-volume = Volumen de contraste
runs = Series
air-kerma-at-the-reference-point = Kerma en aire en el punto de referencia
kerma-area-product = Producto kerma-área
handling-errors = Errores de manejo
flow-left-in-the-worst-feeder = Flujo que queda en la peor arteria nutricia
share-of-rest = { $share } % del reposo
heartbeats-until-contrast-clears = Latidos hasta que se lava el contraste
worst-loss-of-a-protected-bed = Mayor pérdida de un territorio protegido
perfusion-of-the-target-that-is-gone = Perfusión del objetivo perdida
share-of-the-dose-in-the-lungs = Parte de la dosis en los pulmones
way-of-the-catheter-s-tip = Recorrido de la punta del catéter
haematoma = Hematoma
before-study = Antes: { $study }
fluoroscopy-at-moment = Fluoroscopia en { $moment }
run-number-at-moment-no-contrast = Serie { $number } en { $moment }: sin contraste
run-number-at-moment-ml-ml-of-contrast-from-the-vessel = Serie { $number } en { $moment }: { $ml } mL de contraste desde: { $vessel }
caption-frame-by-frame = { $caption }, imagen por imagen
reflux-at-start-what-came-since-the-injection-began = Reflujo en { $start }: lo que llegó desde que empezó la inyección

## The report in a terminal
pass-score-of-100-mode-mode-seed-seed = APROBADO  { $score } de 100  (modo { $mode }, semilla { $seed })
fail-score-of-100-mode-mode-seed-seed = SUSPENSO  { $score } de 100  (modo { $mode }, semilla { $seed })
title-none = { $title }: ninguno
expert-does = un experto: { $does }
state-hash = Estado { $hash }

## The preview for authors
title-preview = { $title } – vista previa
for-authors-this-page-shows-the-answers = Para autores: esta página muestra las respuestas.
anatomy = Anatomía
from-the-front-the-patient-s-right-is-on-the-left = De frente (la derecha del paciente queda a la izquierda)
from-the-patient-s-left-side-the-front-is-on-the-left = Desde el lado izquierdo del paciente (el frente queda a la izquierda)
red-feeders-and-targets-blue-vessels-to-keep-open-broken-brown-circles-what-must-be-spared-broken-lines-anastomoses-dots-access-points =
    Rojo: arterias nutricias y objetivos. Azul: vasos que deben quedar abiertos. Círculos pardos discontinuos: lo que hay que
    respetar. Líneas discontinuas: anastomosis. Puntos: accesos.
feeders = Arterias nutricias
target = Objetivo
feeder = Arteria nutricia
off-the = Sale de
at-rest = En reposo
end-point = Criterio final
at-most-left-of-its-flow-left-gone-of-the-target-gone = como mucho le queda el { $left } % de su flujo, perdido el { $gone } % del objetivo
hazards = Peligros
bed = Territorio
may-lose = Puede perder
in-s1 = En S1
harm = Daño
to-be-named = hay que nombrarlo
to-be-looked-at = Por mirar
vessel = Vaso
when = Cuándo
before-any-embolization = antes de embolizar nada
before-any-embolization-and-after-the-last = antes de embolizar nada, y después de la última vez
before-the-first-push-beyond-it = antes de la primera inyección más allá
before-the-first-push-beyond-it-and-after-the-last = antes de la primera inyección más allá, y después de la última
appropriate = adecuado
acceptable = aceptable
inappropriate = inadecuado
access = Acceso
site = Lugar
judgement = Juicio
findings = Hallazgos
reason = Razón
agents = Agentes
agent = Agente
devices = Dispositivos
device = Dispositivo
id = Id
flow-at-rest = Flujo en reposo
segment = Segmento
mm-wide = mm de ancho
mmhg-at-its-end = mmHg en su extremo
id-name-minimum-share = { $id } { $name } (mínimo { $share } %)
phase = Fase
asked = Se pide
rubric-steps = Rúbrica: pasos
rubric-errors = Rúbrica: errores
critical = crítico
error = Error
points-off = Puntos que resta
what-went-wrong = Qué salió mal
texts = Textos
id-for-translations = Id para las traducciones
text = Texto
still-to-verify = Por verificar
where = Dónde
number = Número
what-to-look-for = Qué buscar
