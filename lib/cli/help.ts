/** What `puntual --help` says, by language. */
export const HELP = {
  es: `Puntual: cobro de facturas desde su propia cuenta de AWS.

Ensayar (sin cuenta; nada sale de esta máquina)
  npm start                            90 días de una cartera inventada sobre la plantilla real, y luego una página viva
  npm start -- import ARCHIVO.csv      un libro suyo, por los mismos eventos           [--mapping ARCHIVO.yaml]
      --headless                       imprime las cifras y termina
      --seed N                         otra cartera; la misma semilla es la misma corrida (1 si no se dice)
      --invoices N                     cuántas facturas, 100 o más (300 si no se dice)
      --days N                         cuántos días se juegan primero (90 antes de la página; sin ella, todos)
      --keep                           sigue donde quedó la última corrida guardada, y guarda esta al terminar
      --port N                         puerto de la dirección de AWS, no de la página (si no se dice, uno libre)

Trabajar (en la cuenta de sus credenciales de AWS, o con --rehearsal en la que sirve npm start)
  puntual invoice ID                   qué pasó con una factura y qué espera
  puntual hold ID --author A --reason R [--cause dispute|promise|plan|…] [--until INSTANTE] [--debtor]
                                       suspende el contacto por una factura (con --debtor, con un deudor)
  puntual release ID --author A [--hold HOLD] [--debtor]
                                       termina una suspensión; sin --hold, la única que haya
  puntual tasks [--backlog]            lo que espera a una persona, o su turno con el equipo
  puntual tasks close TASK --author A --note N
  puntual approvals [FACTURA]          los mensajes que esperan aprobación; de una factura, qué saldría
  puntual approve FACTURA --by A [--step S]
                                       lo aprueba: sale en cuanto se pueda, si todavía se debe
  puntual decline FACTURA --by A --reason R [--step S]
                                       no sale; la política dice si la gestión sigue o la toma una persona
  puntual debtor ID                    quién es un deudor, por dónde hablarle y por qué no, qué dijo, qué pasó
  puntual flag ID ALERTA --author A --reason R [--clear]
                                       detiene todo con un deudor: doNotContact, hardship, deceased, represented,
                                       insolvency, complaintOpen; con --clear, deja de regir
  puntual consent ID ALCANCE granted|revoked|unknown --author A --reason R [--purpose service|offer]
                                       lo que el deudor autoriza: all, un canal, un punto de contacto
  puntual wrong-person ID PUNTO|DIRECCIÓN --author A [--clear]
                                       ahí contesta otra persona; con --clear, es la dirección correcta (también tras un rebote)
  puntual merge ID OTRO --author A [--reason R]
                                       los dos ids son el mismo deudor
  puntual consents import ARCHIVO.csv  autorizaciones que ya tiene: deudor, canal, estado, fecha, cláusula, versión …
  puntual drop ARCHIVO --kind invoices [--mapping ARCHIVO.yaml] [--no-wait]
                                       deja un archivo en el buzón, espera y muestra su informe (docs/import.md dice qué
                                       clases hay). Termina en 0, en 2 (se rechazaron líneas) o en 3 (no se tomó nada)
  puntual drop [report CLASE/NOMBRE]   los informes que hay, o uno, línea por línea
  puntual call TASK --author A         el número y qué decir, si en este momento se puede llamar
  puntual call done TASK --author A --result R [--until DATE] [--amount M] [--point P] [--note N]
                                       cómo fue: reached, promise, disputed, refused, leftMessage, noAnswer, wrongPerson
  puntual refused                      los eventos en cuarentena, con lo que estaba mal
  puntual refused replay EVENT --author A
                                       lo pasa otra vez por la entrada, ya corregido
  puntual plan [--json]                lo que pasaría en 30 días si nadie pagara: mensajes, costo, trabajo del equipo
  puntual plan --from ARCHIVO [--mapping ARCHIVO.yaml] [--consents ARCHIVO.csv] [--who ARCHIVO.csv [--personal]]
                                       lo mismo de un libro o de sus eventos, antes de que haya nada en marcha; --who
                                       escribe a quién, cuándo, por dónde y a qué costo (con --personal, nombre y dirección)
  puntual preview POLÍTICA PASO [DEUDOR | --language es-CO] [--as tu|usted|vos|ustedes]
                                       un paso como correo, SMS y WhatsApp: a un deudor, o con una muestra
  puntual texts                        el cuadernillo de todos los textos, en Markdown, para la firma de la empresa
  puntual catalog check|preview        si el catálogo está bien; qué cambiaría si se publicaran sus textos y políticas
  puntual catalog publish --author A --approver B --reason R [--edition HASH] [--yes]
                                       los publica sin desplegar, aprobados por otra persona; primero muestra qué cambia
  puntual catalog adopt [POLÍTICA] [--of POLÍTICA] [--segment S] [--entity E] [--invoice ID] [--all] [--by A] [--yes]
                                       pasa gestiones que corren a otra política, o a la versión que rige de la suya, sin
                                       repetir nada de lo enviado; primero el plan
  puntual catalog history              qué se ha publicado o adoptado, quién lo aprobó y qué rige
  puntual sending                      si se envía, a quién, y qué se ha contado en esta hora
  puntual sending stop|resume --author A --reason R
                                       detiene todos los envíos antes del siguiente mensaje, o los reanuda
  puntual sending links --author A --reason R
                                       deja salir los mensajes que un enlace de pago muerto detiene
  puntual sending dry-run --author A --reason R
                                       no se escribe a nadie, de inmediato, y se anota lo que se habría enviado
  puntual sending canary --percent N|everything --author A --reason R [--yes]
                                       se escribe a N % de los deudores, o a todos; primero el plan
  puntual correct [TOUCH …] --correction NOMBRE --author A [--step S] [--template T] [--since FECHA|INSTANTE] [--until FECHA|INSTANTE] [--yes]
                                       pide disculpas, una vez, a quienes recibieron un mensaje equivocado; primero a quién y qué.
                                       Una fecha es el día entero, en la zona de la entidad por defecto
  puntual contacts import FILE.csv     contactos hechos por fuera, que cuentan como los mensajes
  puntual lake                         las últimas veces que el lago se llenó de nuevo desde las tablas, y si cuadró
  puntual lake backfill [--yes]        lo llena de nuevo desde una exportación y lo compara con ella; primero el plan
  puntual watermarks                   lo que cada sistema declaró completo, y hasta cuándo se conocen los pagos
  puntual doctor [--portfolio N] [--countries CO,MX] [--json]
                                       qué le falta a la cuenta: correo, SMS, cuotas, alarmas; solo lee. Termina en 0,
                                       2 (advertencias) o 3 (algo no funciona); --policy imprime los permisos que pide
  puntual conform --source NOMBRE [--from MUESTRA.ndjson] [--json]
                                       prueba lo que publica su sistema con repeticiones, desorden, devoluciones, pagos de
                                       más, otra moneda y fechas corridas, sin enviar nada: docs/publishing.md
  puntual verify [--since FECHA|INSTANTE] [--debtor ID] [--json]
                                       deduce de nuevo cada mensaje de los registros; termina en 1 si algo no cuadra.
                                       Una fecha comienza a medianoche, en la zona de la entidad por defecto
  puntual law explain --debtor ID | --place CO [--at INSTANTE] [--channel email]
                                       ¿se puede hacer este contacto?, qué regla lo dice y dónde está escrita
  puntual law holiday add LUGAR FECHA --name N --author A
                                       un festivo decretado, sin volver a desplegar (también remove y list)
      --stack NOMBRE                   la pila de CloudFormation (Puntual si no se dice)
      --rehearsal                      el ensayo que sirve npm start

  npm run dashboards                   los tableros de QuickSight, dibujados aquí sobre el ensayo, sin cuenta (docs/dashboards.md)
      --csv                            también cada conjunto de datos, para una hoja de cálculo
      --report                         también los informes que llegarían por correo, con su PDF y su CSV
      --pdf                            también impresos, con un Chromium de esta máquina  [--seed N] [--invoices N] [--days N]

  puntual bench [--json] [--large] [--lake]  velocidad, costo y tamaño en esta máquina (docs/bench.md)
  npm run campaign -- [--journeys N] [--seed N] [--town SEED]
                                       gestiones bajo todas las fallas conocidas, en tiempo simulado (docs/campaigns.md)
  npm run campaign -- --rehearsal [--runs N | --all] [--pairs N] [--seed N] [--only NOMBRE]
                                       lo mismo sobre el sistema desplegado: cada falla en cada llamada a AWS
  npm run campaign -- --flood events|journeys [--size N] [--seed N]
                                       eventos que se deben rechazar, o gestiones con 5 % de llamadas fallidas
  puntual docs                         escribe docs/events.md y docs/schemas de los contratos

Siempre
  --lang es|en                         idioma de lo que se imprime (es si no se dice)
  --help
`,
  en: `Puntual: invoice collections in your own AWS account.

Rehearse (no account, nothing leaves this machine)
  npm start                            90 days of a synthetic portfolio on the real template, then a page to live in
  npm start -- import FILE.csv         a ledger of yours, through the same events      [--mapping FILE.yaml]
      --headless                       print the figures and exit
      --seed N                         another portfolio; the same seed is the same run (default 1)
      --invoices N                     how many invoices, 100 or more (default 300)
      --days N                         how many days are played first (default: 90 before the page, all without it)
      --keep                           go on where the last kept run stopped, and keep this one when it ends
      --port N                         port of the AWS endpoint, not of the page (default: any free one)

Work (on the account of your AWS credentials, or with --rehearsal on the one npm start is serving)
  puntual invoice ID                   what happened to an invoice, and what it waits for
  puntual hold ID --author A --reason R [--cause dispute|promise|plan|…] [--until INSTANT] [--debtor]
                                       suspend contact about an invoice (with --debtor: with a debtor)
  puntual release ID --author A [--hold HOLD] [--debtor]
                                       end a suspension; without --hold, the only one there is
  puntual tasks [--backlog]            what waits for a person, or for its turn with the team
  puntual tasks close TASK --author A --note N
  puntual approvals [INVOICE]          the messages that wait for approval; of one invoice, what would be sent
  puntual approve INVOICE --by A [--step S]
                                       approves it: it leaves as soon as it may, if anything is still owed
  puntual decline INVOICE --by A --reason R [--step S]
                                       it does not leave; the policy says whether the journey goes on or a person takes over
  puntual debtor ID                    who a debtor is, how to reach them and why not, what they said, what happened
  puntual flag ID FLAG --author A --reason R [--clear]
                                       stop everything with a debtor: doNotContact, hardship, deceased, represented,
                                       insolvency, complaintOpen; with --clear, no longer
  puntual consent ID SCOPE granted|revoked|unknown --author A --reason R [--purpose service|offer]
                                       what a debtor says about being written to: all, a channel, a contact point
  puntual wrong-person ID POINT|ADDRESS --author A [--clear]
                                       somebody else answers there; with --clear, the address is right (after a bounce, too)
  puntual merge ID OTHER --author A [--reason R]
                                       both ids are one debtor
  puntual consents import FILE.csv     consents you already hold: debtor, channel, status, date, clause, version …
  puntual drop FILE --kind invoices [--mapping FILE.yaml] [--no-wait]
                                       put a file into the drop folder, wait, and show its report (docs/import.md says
                                       which kinds). Ends with 0, with 2 (lines were refused) or with 3 (nothing was taken)
  puntual drop [report KIND/NAME]      the reports there are, or one, line by line
  puntual call TASK --author A         the number to call and what to say, if the call may be made at this moment
  puntual call done TASK --author A --result R [--until DATE] [--amount M] [--point P] [--note N]
                                       how it went: reached, promise, disputed, refused, leftMessage, noAnswer, wrongPerson
  puntual refused                      events in quarantine, with what was wrong
  puntual refused replay EVENT --author A
                                       send one through the intake again, after the fix
  puntual plan [--json]                what would happen in 30 days if nobody paid: messages, cost, work for the team
  puntual plan --from FILE [--mapping FILE.yaml] [--consents FILE.csv] [--who FILE.csv [--personal]]
                                       the same of a ledger or its events, before anything is live; --who writes who,
                                       when, by which channel and at what cost (with --personal, name and address)
  puntual preview POLICY STEP [DEBTOR | --language es-CO] [--as tu|usted|vos|ustedes]
                                       a step as e-mail, text and WhatsApp: to a debtor, or with a sample
  puntual texts                        the booklet of all texts, in Markdown, for the company to sign
  puntual catalog check|preview        whether the catalog is sound; what publishing its texts and policies would change
  puntual catalog publish --author A --approver B --reason R [--edition HASH] [--yes]
                                       publishes them without a deployment, approved by somebody else; shows the changes first
  puntual catalog adopt [POLICY] [--of POLICY] [--segment S] [--entity E] [--invoice ID] [--all] [--by A] [--yes]
                                       moves running journeys to another policy, or to the version of theirs that is in
                                       force, repeating nothing that was sent; the plan first
  puntual catalog history              what was published or adopted, who approved it, and what is in force
  puntual sending                      whether anything is sent, to whom, and what was counted in this hour
  puntual sending stop|resume --author A --reason R
                                       stops all sending before the next message, or restarts it
  puntual sending links --author A --reason R
                                       lets the messages leave that a dead payment link keeps back
  puntual sending dry-run --author A --reason R
                                       nobody is written to, at once, and what would have been sent is noted
  puntual sending canary --percent N|everything --author A --reason R [--yes]
                                       N % of the debtors are written to, or all; the plan first
  puntual correct [TOUCH …] --correction NAME --author A [--step S] [--template T] [--since DATE|INSTANT] [--until DATE|INSTANT] [--yes]
                                       apologise, once, to those who got a wrong message; first to whom, and what is said.
                                       A date is the whole day, in the zone of the default entity
  puntual contacts import FILE.csv     contacts made outside, which count like messages
  puntual lake                         the last refills of the lake from the tables, and whether it agreed
  puntual lake backfill [--yes]        fills it again from an export and compares it with that; first the plan
  puntual watermarks                   what each source declared complete, and how far payments are known
  puntual doctor [--portfolio N] [--countries CO,MX] [--json]
                                       what the account lacks: e-mail, texts, quotas, alarms; it only reads. Ends with 0,
                                       2 (warnings) or 3 (something does not work); --policy prints the permissions
  puntual conform --source NAME [--from SAMPLE.ndjson] [--json]
                                       tries what your system publishes with repeats, disorder, reversals, over-payments,
                                       another currency and moved dates, and sends nothing: docs/publishing.md
  puntual verify [--since DATE|INSTANT] [--debtor ID] [--json]
                                       derive every message anew from the records; ends with 1 on any violation.
                                       A date begins at midnight, in the zone of the default entity
  puntual law explain --debtor ID | --place CO [--at INSTANT] [--channel email]
                                       may this contact be made, which rule says so, and where it is written
  puntual law holiday add PLACE DATE --name N --author A
                                       a holiday that was decreed, without a deployment (remove, list)
      --stack NAME                     CloudFormation stack (default Puntual)
      --rehearsal                      the rehearsal that npm start is serving

  npm run dashboards                   the QuickSight dashboards, drawn here over a rehearsal, without an account (docs/dashboards.md)
      --csv                            each dataset too, for a spreadsheet
      --report                         the reports that would be sent by e-mail too, with their PDF and CSV
      --pdf                            printed too, with a Chromium of this machine  [--seed N] [--invoices N] [--days N]

  puntual bench [--json] [--large] [--lake]  speed, cost and size on this machine (docs/bench.md)
  npm run campaign -- [--journeys N] [--seed N] [--town SEED]
                                       journeys under every fault we know, in simulated time (docs/campaigns.md)
  npm run campaign -- --rehearsal [--runs N | --all] [--pairs N] [--seed N] [--only NAME]
                                       the same on the deployed system: each fault at each AWS call
  npm run campaign -- --flood events|journeys [--size N] [--seed N]
                                       events that must be refused, or journeys with 5 % of calls failing
  puntual docs                         write docs/events.md and docs/schemas from the contracts

Everywhere
  --lang es|en                         language of what is printed (default es)
  --help
`,
} as const
