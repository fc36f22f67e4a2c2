import { createInterface } from 'node:readline'
import type { Problem } from '#core/contract/problem.ts'
import type { ConsoleEntry, ConsoleSource } from '#core/grbl/console/console-entry.ts'
import type { Result } from '#core/outcome/result.ts'
import { tellProblem, writeJson } from '../answer.ts'
import { type Command, EXIT, type ExitCode } from '../command.ts'
import { machineCommand, type MachineDesk } from './machine-command.ts'
import { tellStatus } from './status.ts'
import { waitFor } from './wait-for.ts'

/** Where the lines come from: a terminal asks before a motion, a pipe ends at the first refusal. */
export type ConsoleInput = NodeJS.ReadableStream & { readonly isTTY?: boolean }

/** An answer is shown so long after the line at most; it comes with the next delivery. */
const ANSWER_LIMIT_MS = 2000
const PROMPT = 'Type a line, or: status, hold, resume, stop, home, unlock REASON, quit.'

const ALWAYS_SHOWN: ReadonlySet<ConsoleSource> = new Set(['person', 'alarm', 'note'])
const REPLIES: ReadonlySet<ConsoleSource> = new Set(['answer', 'message'])

/** What of the conversation belongs to the person: their lines and what came back, every alarm and note. */
class Transcript {
  readonly #show: (entry: ConsoleEntry) => void
  readonly kept: ConsoleEntry[] = []
  #mine = false
  #answered: (() => void) | null = null

  constructor(show: (entry: ConsoleEntry) => void) {
    this.#show = show
  }

  add(entry: ConsoleEntry): void {
    const { source } = entry
    if (source === 'person') this.#mine = true
    else if (source === 'rmos' || source === 'program') this.#mine = false
    if (!ALWAYS_SHOWN.has(source) && !(this.#mine && REPLIES.has(source))) return
    this.kept.push(entry)
    this.#show(entry)
    if (source === 'answer' || source === 'alarm') this.#answered?.()
  }

  /** To be called before a line goes out; resolves when its answer was shown. */
  nextAnswer(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ANSWER_LIMIT_MS)
      this.#answered = () => {
        clearTimeout(timer)
        this.#answered = null
        resolve()
      }
    })
  }
}

function entryText({ source, text, explanation }: ConsoleEntry): string {
  const line = source === 'person' ? `> ${text}` : `  ${text}`
  return explanation === null ? line : `${line}  ${explanation}`
}

/** Words that act at once, also while another line waits for its answer. */
const AT_ONCE: Readonly<
  Record<string, (rmos: MachineDesk['rmos']['machine']) => Promise<Result<unknown, Problem>>>
> = {
  hold: (machine) => machine.hold({}),
  '!': (machine) => machine.hold({}),
  resume: (machine) => machine.resume({}),
  '~': (machine) => machine.resume({}),
  stop: (machine) => machine.stop({}),
}

class ConsoleSession {
  readonly #desk: MachineDesk
  readonly #asks: boolean
  readonly #agreed: boolean
  readonly transcript: Transcript
  /** A motion that waits for its yes. */
  #waiting: string | null = null
  exit: ExitCode = EXIT.done

  constructor(desk: MachineDesk, options: { readonly asks: boolean; readonly agreed: boolean }) {
    this.#desk = desk
    this.#asks = options.asks
    this.#agreed = options.agreed
    this.transcript = new Transcript((entry) => {
      if (!desk.context.json) desk.context.writeResult(entryText(entry))
    })
  }

  /** True when the line acts at once and was handed on. */
  readonly actsAtOnce = (line: string): boolean => {
    const act = AT_ONCE[line.trim().toLowerCase()]
    if (act === undefined) return false
    void act(this.#desk.rmos.machine).then((answer) => {
      if (!answer.ok) tellProblem(this.#desk.context, answer.error)
    })
    return true
  }

  /** Takes one line; false ends the console. */
  readonly take = async (line: string): Promise<boolean> => {
    const text = line.trim()
    if (this.#waiting !== null) return this.#answerWaiting(text)
    if (text === '') return true
    if (/^(quit|exit)$/i.test(text)) return false
    if (/^(status|\?)$/i.test(text)) {
      await tellStatus(this.#desk)
      return true
    }
    const { machine } = this.#desk.rmos
    if (/^(home|\$h)$/i.test(text)) return this.#took(await machine.home({}))
    const [, reason] = /^(?:unlock|\$x)\b(.*)$/i.exec(text) ?? []
    if (reason !== undefined) return this.#took(await machine.unlock({ reason: reason.trim() }))
    return this.#line(text)
  }

  async #line(text: string): Promise<boolean> {
    const { rmos, context } = this.#desk
    const verdict = await rmos.console.checkLine({ line: text })
    if (!verdict.ok) return this.#took(verdict)
    if (verdict.value.kind === 'refused') {
      context.writeNote(`${verdict.value.sentence} ${verdict.value.remedy}`.trim())
      return this.#goesOnAfter(EXIT.invalidData)
    }
    if (!verdict.value.startsMotion || this.#agreed) return this.#send(text)
    if (this.#asks) {
      context.writeNote(
        `${verdict.value.text} starts a motion or the spindle. Send it? y sends it.`,
      )
      this.#waiting = text
      return true
    }
    context.writeNote(`${verdict.value.text} starts a motion or the spindle: --yes sends it.`)
    return this.#goesOnAfter(EXIT.blocked)
  }

  async #answerWaiting(text: string): Promise<boolean> {
    const line = this.#waiting ?? ''
    this.#waiting = null
    if (/^y(es)?$/i.test(text)) return this.#send(line)
    this.#desk.context.writeNote('Not sent.')
    return true
  }

  async #send(line: string): Promise<boolean> {
    const { rmos, machine } = this.#desk
    const answered = this.transcript.nextAnswer()
    const sent = await rmos.console.sendLine({ line, startsMotionAgreed: true })
    if (!sent.ok) return this.#took(sent)
    await answered
    const { lastProcedure } = machine.snapshot().manual
    return lastProcedure?.ended === 'done' || this.#goesOnAfter(EXIT.machineFault)
  }

  #took(answer: Result<unknown, Problem>): boolean {
    if (answer.ok) return true
    return this.#goesOnAfter(tellProblem(this.#desk.context, answer.error))
  }

  /** A person reads what went wrong and goes on; a script must not. */
  #goesOnAfter(exit: ExitCode): boolean {
    if (this.#asks) return true
    this.exit = exit
    return false
  }
}

/** Hands the lines on in order; what acts at once overtakes them, and a stop drops what waits. */
function readLines(
  input: ConsoleInput,
  session: ConsoleSession,
  ended: AbortSignal,
): Promise<void> {
  const lines = createInterface({ input, terminal: false })
  let queue: Promise<boolean> = Promise.resolve(true)
  let round = 0
  return new Promise((resolve) => {
    const end = () => {
      lines.close()
      resolve()
    }
    ended.addEventListener('abort', end)
    lines.on('line', (line) => {
      if (session.actsAtOnce(line)) {
        if (/stop/i.test(line)) round += 1
        return
      }
      const mine = round
      queue = queue.then(async (goesOn) => {
        if (!goesOn || mine !== round) return goesOn
        const next = await session.take(line)
        if (!next) end()
        return next
      })
    })
    lines.on('close', () => {
      void queue.then(end)
    })
  })
}

async function converse(
  desk: MachineDesk,
  input: ConsoleInput,
  agreed: boolean,
): Promise<ExitCode> {
  const { context, machine, workshop } = desk
  const asks = input.isTTY === true
  const session = new ConsoleSession(desk, { asks, agreed })
  if (asks) context.writeNote(PROMPT)
  const forget = workshop.subscribe((event, payload) => {
    if (event !== 'console.added') return
    for (const entry of payload as readonly ConsoleEntry[]) session.transcript.add(entry)
  })
  await readLines(input, session, context.interrupted)
  // What was sent is taken to its end before the port closes.
  if (!context.interrupted.aborted) {
    await waitFor(machine, ({ controllerState, engineState, manual }) => {
      const moves = /^(Run|Jog|Home)/.test(controllerState ?? '')
      return engineState !== 'ready' || (!moves && manual.procedure === null)
    })
  }
  forget()
  if (context.json) {
    const entries = session.transcript.kept.map(({ source, text, explanation }) => ({
      ...{ source, text, explanation },
    }))
    writeJson(context, 'rmos.machine-console', { entries })
  }
  return session.exit
}

/** `machine console`: lines to the controller, each judged first and each answer explained. */
export function consoleCommand(input: ConsoleInput): Command {
  return machineCommand({
    name: 'machine console',
    summary: 'type lines to the controller; each is judged first, each answer explained',
    usage: `Usage: rmos machine console [--yes] --port URI\n${PROMPT}\nLines come from the keyboard or a pipe. What the controller would refuse is told with the reason and not sent. A line that starts a motion or the spindle is asked about, or wants --yes in a pipe; a pipe ends at the first line that is refused.\nhold, resume and stop (also ! and ~) act at once. Ctrl+C stops the machine.\nExample: echo '$#' | rmos machine console --port serial:/dev/ttyUSB0`,
    options: { yes: { type: 'boolean', default: false } },
    plan: ({ words, values }) => {
      if (words[0] !== undefined) return `"${words[0]}" is one word too many`
      const agreed = values['yes'] === true
      return { reach: 'act', work: (desk) => converse(desk, input, agreed) }
    },
  })
}

/** The console on the terminal or the pipe this program was started with. */
export const machineConsole = consoleCommand(process.stdin)
