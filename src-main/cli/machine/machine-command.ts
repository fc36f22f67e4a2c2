import type { ParseArgsOptionsConfig } from 'node:util'
import type { Api } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { Result } from '#core/outcome/result.ts'
import { inProcessApi } from '../../handlers/in-process-api.ts'
import { createDispatch } from '../../handlers/router.ts'
import type { MachineService } from '../../machine/machine-service.ts'
import type { Workshop } from '../../workshop/open-workshop.ts'
import { realSurroundings } from '../../workshop/surroundings.ts'
import { tellProblem, tellUsage, withWorkshop } from '../answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from '../command.ts'
import { waitFor } from './wait-for.ts'

/** The features of the contract that the machine room is made of. */
const ROOM = ['machine', 'manual', 'console', 'macros', 'controller', 'maintenance'] as const

/** What a machine command works with: the calls of the Machine page, and the machine as it stands. */
export interface MachineDesk {
  readonly context: CommandContext
  readonly rmos: Pick<Api, (typeof ROOM)[number]>
  readonly machine: MachineService
  /** For events: console entries as they come. */
  readonly workshop: Pick<Workshop, 'subscribe'>
}

/** The rest of a command once its words were understood. */
export type MachineWork = (desk: MachineDesk) => Promise<ExitCode>
/** How a command was called, after its name. */
export interface MachineWords {
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

/** One command of the machine room. */
export interface MachineCommandPlan {
  /** e.g. `machine jog`. */
  readonly name: string
  readonly summary: string
  readonly usage: string
  /** Besides `--port`. */
  readonly options?: ParseArgsOptionsConfig
  /**
   * Understands the words before anything is opened, or says in one sentence what is wrong with them.
   * `books` asks only what the workshop keeps and needs no controller; `read` asks the controller and
   * moves nothing, so an interrupt just ends it; `act` may move the machine: an interrupt stops it.
   */
  readonly plan: (
    given: MachineWords,
  ) => { readonly reach: 'books' | 'read' | 'act'; readonly work: MachineWork } | string
}

/** A procedure that RMOS begins by itself after connecting has so long to be through. */
const SETTLE_LIMIT_MS = 4000
/** A stop has so long to come to a stand and reset before the port is closed. */
const STAND_LIMIT_MS = 10_000

function flatValues(values: Parameters<Command['run']>[0]['values']): MachineWords['values'] {
  const flat: Record<string, string | boolean | undefined> = {}
  for (const [name, value] of Object.entries(values)) if (!Array.isArray(value)) flat[name] = value
  return flat
}

function deskOf(context: CommandContext, workshop: Workshop): MachineDesk {
  const dispatch = createDispatch(
    workshop.handlers,
    ({ call, message, stack }) => {
      context.writeNote(`${call}: ${message}\n${stack}`)
    },
    realSurroundings().newId,
  )
  return { context, rmos: inProcessApi(dispatch, ROOM), machine: workshop.machine, workshop }
}

/** A locked or held controller tells neither offsets nor modes; whatever comes is told as it is. */
function isKnown({ engineState, manual }: MachineSnapshot): boolean {
  if (engineState !== 'ready') return true
  return manual.offsets !== null && manual.modal !== null
}

async function connected(
  desk: MachineDesk,
  portUri: string,
  { stops, work }: { readonly stops: boolean; readonly work: MachineWork },
): Promise<ExitCode> {
  const { context, machine } = desk
  const opened = await machine.connect(portUri)
  if (!opened.ok) return tellProblem(context, opened.error)
  await waitFor(machine, isKnown, SETTLE_LIMIT_MS)
  const stop = () => {
    context.writeNote(stops ? 'Stopping the machine.' : 'Ended.')
    if (stops) void machine.stop()
  }
  context.interrupted.addEventListener('abort', stop)
  try {
    const wasInterrupted = () => context.interrupted.aborted
    if (wasInterrupted()) return EXIT.machineFault
    const exit = await work(desk)
    if (!wasInterrupted()) return exit
    if (stops) await waitFor(machine, isAtRest, STAND_LIMIT_MS)
    return EXIT.machineFault
  } finally {
    context.interrupted.removeEventListener('abort', stop)
    await machine.disconnect()
  }
}

function isAtRest({ engineState }: MachineSnapshot): boolean {
  return engineState !== 'aborting' && engineState !== 'resetWait' && engineState !== 'holding'
}

/** Makes the command: understands the words, connects, does the work and closes, whatever happens. */
export function machineCommand(plan: MachineCommandPlan): Command {
  const { name, summary, usage, options } = plan
  return {
    name,
    summary,
    usage,
    options: { port: { type: 'string' }, ...options },
    run: ({ values, positionals }, context) => {
      const flat = flatValues(values)
      const planned = plan.plan({ words: positionals, values: flat })
      if (typeof planned === 'string') return Promise.resolve(tellUsage(context, name, planned))
      const { reach, work } = planned
      const portUri = flat['port']
      if (reach === 'books')
        return withWorkshop(context, (workshop) => work(deskOf(context, workshop)))
      if (typeof portUri !== 'string') {
        const sentence = 'name the port with --port URI; rmos ports lists what is plugged in'
        return Promise.resolve(tellUsage(context, name, sentence))
      }
      return withWorkshop(context, (workshop) =>
        connected(deskOf(context, workshop), portUri, { stops: reach === 'act', work }),
      )
    },
  }
}

/** Tells how a call at the machine ended that has its outcome in the snapshot. */
export function tellProcedure(
  { context, machine }: MachineDesk,
  answer: Result<MachineSnapshot, Problem>,
): ExitCode {
  if (!answer.ok) return tellProblem(context, answer.error)
  const last = machine.snapshot().manual.lastProcedure
  if (last === null) return EXIT.done
  if (last.sentence !== '') context.writeNote(last.sentence)
  if (last.ended !== 'done' && last.remedy !== '') context.writeNote(last.remedy)
  return last.ended === 'done' ? EXIT.done : EXIT.machineFault
}
