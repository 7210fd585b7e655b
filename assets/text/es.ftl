### Textos de la ventana, español. Cada id está en todos los idiomas; una prueba los compara.

education-only = Solo para enseñanza · no validado · no para atender pacientes
expert = Un experto: { $text }
vessel-part = { $vessel }, parte { $part }
run-number = Serie { $number }
wait = Esperar { $time }

## Caminos entre las pantallas
nav-library = Biblioteca
nav-records = Registros
nav-settings = Ajustes
nav-quit = Salir

## Biblioteca
library-title = Practique hasta hacerlo bien
library-aim = Embolización vascular, paso a paso, antes de hacerla en un paciente.
library-cases = Casos
library-none = No se pudo cargar ningún caso.
library-open = Abrir { $title }
library-unfinished = Continúe donde lo dejó
library-attempt = { $title }, { $mode }, en { $time } (semilla { $seed })
library-continue = Continuar { $attempt }
library-discard = Descartar { $attempt }
progress-new = Aún sin intentar
progress-attempts = { $count ->
    [one] 1 intento
   *[other] { $count } intentos
}
progress-best = Mejor: { $score } de 100
progress-row = { $count ->
    [one] Aprobado 1 vez seguida
   *[other] Aprobado { $count } veces seguidas
}
tutorial-title = ¿Primera vez? Juegue los primeros pasos
tutorial-about = Diez minutos en la sala real: leer un estudio, entrar en una arteria, ver con rayos X, avanzar una guía, adquirir una serie. Cada paso dice qué pulsar.
tutorial-start = Empezar el tutorial
tutorial-again = Repetir el tutorial

## Presentación del caso
briefing-mode = Cuánta ayuda
briefing-variant = Otra anatomía de este caso
briefing-variant-seed = Otra anatomía (semilla { $seed })
briefing-begin = Empezar el procedimiento
briefing-story = La pregunta
briefing-targets = Hay que cerrar
briefing-patient = Paciente
mode-learn = Aprender: guiado y explicado
mode-learn-about = Dice qué sigue y por qué, y muestra el objetivo en la imagen.
mode-practice = Practicar
mode-practice-about = Da una pista cuando la pida.
mode-assess = Evaluar: sin pistas, sellado
mode-assess-about = Sin pistas. Otros pueden comprobar la sesión a partir de su archivo.
patient-age = Edad
patient-age-years = { $years } años
patient-weight = Peso
patient-heart-rate = Frecuencia cardíaca
patient-pressure = Presión
patient-saturation = Saturación
patient-creatinine = Creatinina
patient-egfr = FGe
patient-contrast-limit = Límite de contraste
patient-allergies = Alergias
patient-anticoagulation = Anticoagulación
patient-none = ninguna
rubric-title = Cómo se puntúa
rubric-about = Escrito por el docente, no validado. Se aprueba con { $score } de 100 puntos, sin ningún error crítico y con el mínimo de cada fase.
rubric-phase = { $id } { $name } ({ $points } puntos)
rubric-critical = Errores críticos: uno solo suspende el caso

## Sala: barra, guía, avisos
bar-leave = Guardar y salir
bar-pause = ⏸ Pausa ({ $key })
bar-go-on = ▶ Seguir ({ $key })
bar-hint = Pista ({ $key })
bar-not-saved = No se guarda
guide-next = Ahora: { $phase } { $name } ({ $done } de { $of } pasos hechos)
guide-complete = Todos los pasos de la secuencia están hechos. Termine el caso cuando quiera.
hint-flow = { $flow } mL/min
over-restoring = Restaurando: { $now } de { $until }
over-paused = En pausa. { $key } para seguir.
over-waiting = Pasa el tiempo: faltan { $time }

## Sala: imágenes
live-none = Aún no hay imagen.
    Mantenga { $key } para fluoroscopia.
live-told = Imagen en vivo. { $devices }
live-run = SERIE { $number }
live-fluoroscopy = FLUOROSCOPIA
live-hold = Última imagen retenida
live-field = Campo { $width } mm
live-contrast = Contraste { $rate } mL/s
live-agent = Agente { $rate } mL/s
live-reflux = Reflujo
live-nothing-flows = Contraste: no fluye nada
device-outside = fuera
reference-none = Referencia.
    Aquí aparecen series y estudios.
reference-told = Imagen de referencia. { $title }
reference-last = Última serie
reference-run-before = Serie anterior
reference-run-next = Serie siguiente
reference-frame-back = Imagen atrás ({ $key })
reference-frame-on = Imagen adelante ({ $key })
reference-play = Reproducir
reference-stop = Detener
reference-subtraction = Sustracción sí o no
reference-swap = Intercambiar la imagen grande y la pequeña
reference-roadmap = Roadmap activo
reference-territory = { $name } (clic derecho: en peligro)

## Sala: monitor
monitor-dose = Dosis y contraste
monitor-bleeding = Acceso: sangra { $rate } mL/min, hematoma { $volume } mL
vital-heart-rate = FC
vital-pressure = PA
vital-saturation = SpO₂
vital-clotting = TCA
vital-pain = Dolor
trace-ecg = ECG
trace-pressure = ART
trace-oxygen = PLETIS
traces-told = Curvas: electrocardiograma, presión arterial, pletismograma. Los números están debajo.
dose-time = Tiempo de fluoroscopia
dose-kerma = Kerma en aire Ka,r
dose-kap = KAP
dose-runs = Series
dose-contrast = Contraste
dose-of = { $used } de { $limit } mL

## Sala: pestañas
tab-studies = Estudios
tab-access = Acceso
tab-devices = Material
tab-image = Imagen
tab-inject = Inyectar
tab-decide = Decidir

## Estudios
studies-title = Estudios diagnósticos
studies-open = Abrir { $name }
studies-portal = Vena porta
studies-portal-open = La vena porta está abierta
studies-portal-closed = La vena porta está cerrada
studies-feeders = Vasos que alimentan el objetivo
studies-feeders-about = Haga clic en ellos en el estudio, o aquí. Se pueden retirar.
studies-feeder = Nutricia
studies-hazards = Territorios en peligro
studies-hazards-about = Clic derecho en el estudio, o clic aquí.
studies-hazard = Peligro
studies-no-territories = El caso no tiene territorios

## Acceso
access-site = Lugar de acceso
access-in = Entrar
access-choose-first = Elija antes un lugar de acceso.
access-puncture = Puncionar
access-insert = Introducir { $device }
access-out = Salir
access-remove-sheath = Retirar el introductor
access-above = Por encima de la punción cutánea
access-press = Comprimir aquí
access-release = Soltar y mirar
access-pressed = Comprimido durante { $time }
access-bleeds = Sangra, { $rate } mL/min
access-dry = Seco
body-right = D
body-left = I

## Material
slot-wire = Guía
slot-catheter = Catéter
slot-microcatheter = Microcatéter
devices-inside = En el paciente
devices-sheath = Introductor: { $name }
devices-remove-wire = Retirar la guía
devices-remove-catheter = Retirar el catéter
devices-remove-microcatheter = Retirar el microcatéter
devices-turned = Girado { $angle }°
devices-keys = { $push } { $pull } avanzar y retirar, { $left } { $right } girar, { $fine } fino
trolley = Mesa: lo que cabe ahora
trolley-load = Cargar { $name }
trolley-none = No cabe nada: tiene que haber un introductor y el lugar libre.
trolley-unfit = Ahora no cabe
misfit-taken = { $slot }: ya hay uno dentro
misfit-thick = { $outer } mm por fuera, { $around } admite { $inner } mm
misfit-no-sheath = no hay introductor
misfit-no-catheter = va por dentro de un catéter, y no hay ninguno
size-outer = Ø { $mm } mm
size-inner = luz { $mm } mm
size-length = { $cm } cm
size-tip = punta { $deg }°
size-side-holes = orificios laterales

## Imagen
pedals = Pedales
pedals-latching = Quedan pisados hasta pulsar otra vez
pedal-fluoroscopy = Mantener: fluoroscopia ({ $key })
pedal-run = Mantener: serie ({ $key })
pedal-contrast = Mantener: contraste ({ $key })
pedal-agent = Mantener: inyectar el agente ({ $key })
image-roadmap = Roadmap bajo la imagen en vivo ({ $key })
image-field = Campo de visión
image-c-arm = Arco en C
image-turn-keys = { $keys } lo giran 5°, con { $fine } 1°
image-table = Mesa
table-higher = Ver más arriba
table-lower = Ver más abajo
table-right = Hacia la derecha del paciente
table-left = Hacia la izquierda del paciente
table-tip = Centrar en la punta ({ $key })
gantry-left = I
gantry-head = cabeza

## Inyectar
amount-less = { $name }: menos
amount-more = { $name }: más
inject-hand-title = Contraste a mano
inject-hand = Mano
inject-power-title = Inyector
inject-rate = Flujo
inject-volume = Volumen
inject-duration = Tarda { $time } s
inject-power = Inyectar con el inyector ({ $key })
inject-power-about = Púlselo con el pedal de serie pisado.
inject-agent-title = Agente embólico
inject-agent = Agente
inject-flow = Flujo más allá de la punta { $now } mL/min, en reposo { $rest }
inject-syringe = En la jeringa: { $name }
inject-left = { $left } de { $of } mL
inject-mixing = Mezclando: listo en { $time }
inject-lumen = Agente en el catéter { $ml } mL
inject-prepare = Preparar { $name }
inject-flush-about = Lavar lo que queda en el catéter, al flujo del agente
inject-flush-saline = Lavar: suero salino
inject-flush-dextrose = Lavar: dextrosa 5 %
inject-flush-dmso = Lavar: DMSO
inject-flush-stop = Parar el lavado
inject-implant = En el catéter: { $name }
inject-deploy = Empujarlo fuera
inject-retrieve = Recuperarlo
inject-detach = Soltarlo
agent-about = { $syringe } mL por jeringa, hay { $count } · { $iodine } mg de yodo/mL · { $viscosity } mPa·s

## Decidir
decide-supply = La punta está en el origen de
decide-confirm = Confirmar { $name }
decide-occluded = Completamente ocluido
decide-occluded-none = Aquí aparecen las nutricias que nombró y el vaso de la punta.
decide-declare = Declarar ocluido: { $name }
decide-time = Dejar pasar el tiempo
decide-end = El final
decide-inside = Todavía hay material en el paciente.
decide-finish = Terminar el caso y ver el análisis

## Subtítulos
said-study = Estudio abierto: { $name }
said-feeder = Nombrada como nutricia: { $name }
said-no-feeder = Ya no se nombra como nutricia: { $name }
said-hazard = Nombrado como peligro: { $name }
said-no-hazard = Ya no se nombra como peligro: { $name }
said-portal-open = Vena porta juzgada abierta
said-portal-closed = Vena porta juzgada cerrada
said-confirmed = Confirmado desde { $segment }: origen de { $name }
said-occluded = Declarado ocluido: { $name }
said-rejected = No es posible: { $command }. { $why }
said-access = Acceso elegido: { $name }
said-punctured = Puncionado: { $name }
said-sheath = Introductor colocado: { $name }
said-loaded = Cargado: { $name }
said-removed = Fuera: { $name }
said-entered = { $slot }: punta en { $name }
said-stopped = { $slot } se detiene: { $why }
said-without-wire = { $slot } avanzado sin guía por delante en { $name }
said-sheath-out = Introductor fuera
said-wait = Esperando { $time }
said-finished = El caso ha terminado
said-fluoroscopy = Fluoroscopia apagada tras { $time } s
said-run = Serie { $number } adquirida, { $ml } mL de contraste
said-contrast = { $ml } mL de contraste en { $name }
said-prepared = Preparado: { $name }
said-agent = { $ml } mL de { $agent } en { $name }
said-agent-back = { $ml } mL de ello hacia atrás
said-reflux = Reflujo más allá de la punta en { $name }
said-limited = Límite de presión: { $got } mL/s en lugar de { $asked }
said-over-pressure = { $name }: sobrepresión de { $rise } mmHg
said-clogged = { $slot } obstruido por { $agent }
said-glued = { $slot } atrapado por el molde en { $name }
said-injured = El disolvente a { $rate } mL/min lesiona { $name }
said-deployed = { $agent } liberado en { $name }
said-retrieved = { $agent } recuperado
said-migrated = { $agent } ha migrado a { $name }
said-protrudes = { $agent } sobresale hacia { $name }
said-bleeding = El acceso sangra, { $rate } mL/min
said-pressing = Comprimiendo { $above } mm por encima de la punción cutánea
said-released-bleeding = Soltado tras { $time }: vuelve a sangrar
said-released-dry = Soltado tras { $time }: seco
said-dry = El acceso está seco
said-haematoma = Hematoma, { $ml } mL
said-vitals = Alarma: { $sign }
said-dose = Kerma en aire { $kerma } mGy
said-timer = Señal: { $minutes } min de fluoroscopia
said-contrast-limit = Contraste { $ml } mL: se supera el límite de { $limit } mL
said-quarantined = Se repuso un valor: { $place }

## Análisis
debrief-title = Análisis: { $title }
debrief-about = Puntuado según una rúbrica escrita por el docente, no validada: para practicar y autoevaluarse.
debrief-back = Volver a la biblioteca
debrief-export = Exportar el informe con imágenes
debrief-exported = El informe está en { $path }
debrief-not-exported = No se pudo escribir el informe: { $error }
debrief-kept = La sesión se guarda en { $path }
debrief-not-kept = No se pudo guardar la sesión: { $error }
debrief-computing = Se vuelve a calcular el intento para sus imágenes y curvas.
debrief-critical = Errores críticos: cada uno suspende el caso
debrief-errors = Errores
debrief-phases = Fases y pasos
debrief-phase = { $id } { $name }: { $score } de { $max }
debrief-needed = hacen falta { $points }
debrief-events = Sucesos adversos: no son faltas por sí mismos
debrief-measures = Medidas
debrief-teaching = Para recordar
debrief-state = Estado { $hash }
debrief-jump = Mostrar este momento
verdict-pass = Aprobado: { $score } de 100
verdict-fail = No aprobado: { $score } de 100
status-late = tarde:
status-skipped = sin hacer:
status-wrong = mal:
part-score = Puntuación
part-timeline = Cronología
part-pictures = Antes y después
part-curves = Curvas
part-anatomy = Anatomía
timeline-told = Cronología del intento. Un clic muestra un momento.
timeline-devices = Material
timeline-images = Rayos X
timeline-injections = Inyecciones
timeline-rest = Otros
timeline-warnings = Avisos
timeline-minute-back = Un minuto atrás
timeline-second-back = Dos segundos atrás
timeline-second-on = Dos segundos adelante
timeline-minute-on = Un minuto adelante
timeline-none = Haga clic en la cronología para ver un momento.
timeline-dark = Los rayos X estaban apagados: esto es lo que habrían mostrado
timeline-image-told = Imagen de rayos X en { $time }
timeline-around = Alrededor de este momento
pictures-none = No se adquirió ninguna serie.
pictures-about = Lo más oscuro que llegó a estar cada punto en la serie. Elija dos series cualesquiera.
pictures-no-contrast = sin contraste
pictures-contrast = { $ml } mL desde { $name }
pictures-run = Serie { $number } en { $time }: { $from }
curves-flow = Flujo en las nutricias, % del reposo
anatomy-about = Como estaba en { $time }. Arrastre para girar; elija otro momento en la cronología.
anatomy-told = Vasos en el espacio con su flujo, objetivos y territorios protegidos.
anatomy-bed = { $name }: { $open } % abierto, { $particles } partículas
anatomy-flows = fluye
anatomy-slow = menos de la mitad del reposo
anatomy-stands = detenido
anatomy-target = objetivo
anatomy-protected = a respetar
metric-procedure-time = Tiempo del procedimiento
metric-fluoroscopy-time = Tiempo de fluoroscopia
metric-contrast = Volumen de contraste
metric-runs = Número de series
metric-air-kerma = Kerma en aire
metric-kap = KAP
metric-handling = Errores de manejo
metric-residual = Flujo residual, del reposo
metric-stasis = Estasis (latidos)
metric-devascularised = Objetivo desvascularizado
metric-non-target = Peor pérdida de un territorio protegido
metric-lungs = Parte de la dosis en los pulmones
metric-path = Recorrido de la punta del catéter
metric-haematoma = Hematoma

## Registros
records-title = Registros
records-about = Lo que ha alcanzado y cada intento terminado. Se quedan en este ordenador.
records-none = Aún no hay ningún intento terminado.
records-progress = Progreso
records-attempts = Intentos, el más reciente primero
records-open = Abrir el intento { $number }
records-delete = Borrar el intento { $number }
records-unscored = Su puntuación no se anotó: ábralo para calcularla de nuevo.
records-no-case = El caso «{ $id }» no está en la biblioteca.
records-line = { $date } · { $mode } · { $time } · errores críticos { $critical }, errores { $errors }
records-phases-told = Lo mejor de cada fase: { $phases }

## Ajustes
settings-title = Ajustes
settings-about = Se guardan al momento, en este ordenador.
settings-not-kept = No se pueden guardar los ajustes: { $error }
settings-language = Idioma
settings-scale = Tamaño de todo
settings-motion = Movimiento
settings-reduced-motion = Menos movimiento
settings-reduced-motion-about = Nada se desvanece, se desliza ni late.
settings-latching-about = Para quien no puede mantener una tecla: se pulsa una vez para encender y otra para apagar. Un pedal USB que es una tecla se asigna abajo.
settings-keys = Teclas
settings-keys-about = Asignadas a posiciones del teclado, no a letras. Tab recorre los controles y F6 las zonas de la sala.
settings-press-key = Pulse la tecla para: { $act }
settings-keep-key = Dejar la tecla
settings-key-of = { $act }: { $key }
settings-conflict = también: { $others }
settings-delivered-keys = Todas las teclas como al principio
keys-devices = Material
keys-pedals = Pedales e inyecciones
keys-image = Imagen
keys-desk = Puesto
act-push = Avanzar
act-pull = Retirar
act-turn-left = Girar a la izquierda
act-turn-right = Girar a la derecha
act-fine = Fino, al mantener
act-wire = Elegir la guía
act-catheter = Elegir el catéter
act-microcatheter = Elegir el microcatéter
act-fluoroscopy = Fluoroscopia (mantener)
act-run = Serie (mantener)
act-contrast = Contraste a mano (mantener)
act-agent = Inyectar el agente (mantener)
act-power = Inyector
act-roadmap = Roadmap
act-last-run = Última serie
act-frame-back = Imagen atrás
act-frame-on = Imagen adelante
act-view-rao = Arco hacia RAO
act-view-lao = Arco hacia LAO
act-view-cranial = Arco craneal
act-view-caudal = Arco caudal
act-table-to-tip = Centrar en la punta
act-studies = Pestaña: estudios
act-access = Pestaña: acceso
act-devices = Pestaña: material
act-image = Pestaña: imagen
act-inject = Pestaña: inyectar
act-decide = Pestaña: decidir
act-hint = Pista
act-pause = Pausa
key-space = Espacio
key-enter = Intro
key-escape = Esc
key-backspace = Retroceso
key-insert = Insertar
key-delete = Suprimir
key-home = Inicio
key-end = Fin
key-page-up = Re Pág
key-page-down = Av Pág
key-shift = Mayús
key-shift-right = Mayús derecha
key-control = Ctrl
key-control-right = Ctrl derecha
key-alt = Alt
key-alt-right = Alt Gr
key-number-pad = Num { $number }

## Tutorial
tutorial-step = Primeros pasos: { $place } de { $of }
tutorial-next = Siguiente
tutorial-skip = Saltar este paso
lesson-welcome = Esta es la sala. La imagen grande es lo que muestran los rayos X; a su derecha están la imagen de referencia, el monitor del paciente y las pestañas de su trabajo. Un anillo amarillo muestra qué pulsar.
lesson-study = Primero mire, antes de tocar a nadie. Abra el primer estudio diagnóstico: aparece en grande.
lesson-feeder = El tumor es la mancha oscura. Haga clic en el estudio sobre un vaso que lleve a ella, o elíjalo en la lista. Su nombre aparece bajo el puntero.
lesson-tab = Ahora decida por dónde entrar. Abra la pestaña Acceso.
lesson-access = Lea lo que se sabe de cada lugar, en el cuerpo o en la lista, y elija uno ancho, sano y fácil de comprimir después. Si no se avanza, la elección no fue la mejor.
lesson-puncture = Puncione la arteria.
lesson-sheath = Introduzca el introductor de 5 Fr: todo lo demás pasa por él.
lesson-wire = Abra la pestaña Material y cargue una guía de 0,035 pulgadas. Lo que no cabe dice por qué.
lesson-fluoroscopy = Vea con rayos X: abra la pestaña Imagen y mantenga el pedal de fluoroscopia, o mantenga su tecla. Al soltarlo queda la última imagen: no cuesta dosis.
lesson-push = Mantenga a la vez la fluoroscopia y la tecla de avanzar (W al principio) hasta que la guía esté a 250 mm de profundidad, en la aorta. Las cifras están en la esquina inferior izquierda de la imagen.
lesson-catheter = Cargue un catéter sobre la guía, en la pestaña Material.
lesson-follow = Elija el catéter y aváncelo sobre la guía hasta 150 mm. Donde va sin guía, roza la pared.
lesson-pull-wire = Retire la guía: el contraste necesita la luz.
lesson-table = Centre la mesa en la punta, en la pestaña Imagen.
lesson-run = Adquiera una serie. En la pestaña Inyectar ponga el inyector a 15 mL/s y 25 mL, lo que pide la aorta. Mantenga el pedal de serie (F al principio), espere un segundo para la máscara y arranque el inyector (P al principio). Suelte cuando el contraste haya pasado.
lesson-scrub = La serie queda en la imagen de referencia, sustraída. Recorra sus imágenes, reprodúzcala, pásela al lugar grande.
lesson-end = Ya sabe ver, entrar, avanzar y adquirir una serie. Un caso sigue desde aquí: hasta la nutricia, embolizar, volver a mirar, cerrar. Elija Aprender para el primero.

## Herramientas para series
tool-measure = Medir
tool-curve = Curva
tool-invert = Intercambiar claro y oscuro
tool-larger = Más grande
tool-smaller = Más pequeño
tool-mask = Esta imagen pasa a ser la máscara
tool-shift-left = Máscara un píxel a la izquierda
tool-shift-right = Máscara un píxel a la derecha
tool-shift-up = Máscara un píxel arriba
tool-shift-down = Máscara un píxel abajo
tool-reset = Ventana, máscara, desplazamiento y tamaño como al principio
tool-length = { $mm } mm en el isocentro
curve-title = Densidad en el tiempo
curve-about = Segundos desde la primera imagen. Lo que sigue alto no se va.
curve-close = Cerrar la curva

## Fármacos
decide-drugs = Fármacos
decide-give = { $name } { $dose } { $unit }
drug-nitroglycerin = Nitroglicerina
drug-heparin = Heparina
drug-protamine = Protamina
drug-atropine = Atropina
drug-adrenaline = Adrenalina
drug-fluid = Suero
said-drug = Administrado: { $name } { $dose } { $unit }
said-vagal = El paciente palidece y suda: reacción vagal
said-reaction = El paciente reacciona al contraste: picor, habones
said-reaction-severe = El paciente reacciona al contraste: disnea, baja la presión

## Haz
image-pulses = Fluoroscopia: pulsos y dosis
image-frames = Series: imágenes
image-breath = Contener la respiración en las series
image-shutters = Colimadores
image-open = abiertos { $percent } %
dose-low = Baja
dose-normal = Normal
dose-high = Alta
curve-half = La mitad se ha ido { $time } s después del máximo
curve-stays = Menos de la mitad sale durante la serie
image-pulse-rate = { $rate } pulsos/s
image-frame-rate = { $rate } imágenes/s
