import { WORK_SYSTEMS, type WorkSystem } from '#core/grbl/manual/axes.ts'
import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import { writeJson } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import { textTable } from '../table.ts'
import { parseSomeAxes } from './axis-words.ts'
import { machineCommand, type MachineDesk, tellProcedure } from './machine-command.ts'
import { offsetRows } from './status.ts'

function tellOffsets({ context, machine }: MachineDesk): ExitCode {
  const snapshot = machine.snapshot()
  const { offsets, modal } = snapshot.manual
  if (offsets === null) {
    context.writeNote(
      'The controller tells no offsets while it is locked or held: see rmos machine status.',
    )
    return EXIT.machineFault
  }
  if (context.json) {
    writeJson(context, 'rmos.machine-offsets', { active: modal?.system ?? null, ...offsets })
  } else context.writeResult(textTable(offsetRows(snapshot)))
  return EXIT.done
}

function workSystem(word: string | undefined): WorkSystem | null {
  return WORK_SYSTEMS.find((system) => system === word?.toUpperCase()) ?? null
}

type OffsetRequest = Extract<
  ManualRequest,
  { readonly kind: 'setWorkPosition' | 'selectSystem' | 'clearG92' }
>

function setRequest(words: readonly string[]): OffsetRequest | string {
  const [named, ...axisWords] = words
  const system = named?.toLowerCase() === 'active' ? 'active' : workSystem(named)
  if (system === null) {
    return `"${named ?? ''}" is no work system; active or ${WORK_SYSTEMS.join(', ')}`
  }
  const read = parseSomeAxes(axisWords)
  if (!read.ok) return read.error
  if (read.value.feedMmPerMin !== null) return 'a zero has no feed'
  return { kind: 'setWorkPosition', system, position: read.value.axes }
}

function requestOf(words: readonly string[]): OffsetRequest | string {
  const [verb, ...rest] = words
  if (verb === 'set') return setRequest(rest)
  if (verb === 'select') {
    const system = workSystem(rest[0])
    if (system === null || rest.length > 1) return `name one of ${WORK_SYSTEMS.join(', ')}`
    return { kind: 'selectSystem', system }
  }
  if (verb === 'clear-g92' && rest.length === 0) return { kind: 'clearG92' }
  return `"${words.join(' ')}" is none of set, select and clear-g92`
}

/** `machine offsets`: the work systems, and setting them with read-back. */
export const machineOffsets = machineCommand({
  name: 'machine offsets',
  summary: 'work systems G54 to G59: list, set the zero, select',
  usage:
    'Usage: rmos machine offsets --port URI\n       rmos machine offsets set G54|…|G59|active [Xmm] [Ymm] [Zmm] --port URI\n       rmos machine offsets select G55 --port URI\n       rmos machine offsets clear-g92 --port URI\nset makes the place where the tool stands read as given (X0: the zero is here); it is written to the controller and read back.\nOffsets are in machine coordinates; the active system is marked with *.\nExample: rmos machine offsets set G54 X0 Y0 --port serial:/dev/ttyUSB0',
  plan: ({ words }) => {
    if (words.length === 0) {
      return { reach: 'read', work: (desk) => Promise.resolve(tellOffsets(desk)) }
    }
    const request = requestOf(words)
    if (typeof request === 'string') return request
    return {
      reach: 'act',
      work: async (desk) => {
        const exit = tellProcedure(desk, await desk.rmos.manual.perform(request))
        return exit === EXIT.done ? tellOffsets(desk) : exit
      },
    }
  },
})
