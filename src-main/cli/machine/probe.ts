import {
  type ProbeFinding,
  type ProbeInput,
  USUAL_APPROACH,
} from '#core/grbl/probing/probe-input.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { writeJson } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import {
  machineCommand,
  type MachineDesk,
  type MachineWords,
  tellProcedure,
} from './machine-command.ts'

/** Options that hold a number, with what they are. */
const NUMBERS = {
  plate: 'the thickness of the plate in mm',
  tip: 'the diameter of the tool in mm',
  diameter: 'the diameter that is expected in mm',
  along: 'mm along the side',
  outside: 'mm outside the side',
  depth: 'mm below the start',
  'seek-feed': 'the feed of the first touch in mm/min',
  'touch-feed': 'the feed of the second touch in mm/min',
  travel: 'the greatest travel in mm',
  retract: 'mm to back off',
} as const
type NumberName = keyof typeof NUMBERS

type Values = MachineWords['values']
/** Reads an option; without a usual value it must be given. */
type Ask = (name: NumberName, usual?: number) => number

/** What is missing or no number, found while an input is put together. */
class Unreadable extends Error {}

function asker(values: Values): Ask {
  return (name, usual) => {
    const given = values[name]
    if (given === undefined && usual !== undefined) return usual
    if (given === undefined) throw new Unreadable(`--${name} is wanted: ${NUMBERS[name]}`)
    const value = Number(given)
    if (typeof given !== 'string' || given.trim() === '' || !Number.isFinite(value)) {
      throw new Unreadable(`--${name} ${String(given)} is no number: ${NUMBERS[name]}`)
    }
    return value
  }
}

const DIRECTIONS = ['x+', 'x-', 'y+', 'y-'] as const
const CORNERS = ['front-left', 'front-right', 'back-left', 'back-right'] as const

function choice<T extends string>(among: readonly T[], word: string | undefined): T {
  const found = among.find((one) => one === word?.toLowerCase())
  if (found === undefined) throw new Unreadable(`name one of ${among.join(', ')}`)
  return found
}

type Approach = ProbeInput['approach']

const KINDS: Readonly<
  Record<string, (ask: Ask, approach: Approach, word: string | undefined) => ProbeInput>
> = {
  top: (ask, approach) => ({ kind: 'zPlate', approach, plateThicknessMm: ask('plate') }),
  edge: (ask, approach, word) => ({
    ...{ kind: 'edge', approach, direction: choice(DIRECTIONS, word) },
    tipDiameterMm: ask('tip'),
  }),
  corner: (ask, approach, word) => ({
    ...{ kind: 'corner', approach, corner: choice(CORNERS, word), tipDiameterMm: ask('tip') },
    alongSideMm: ask('along', 15),
    outsideMm: ask('outside', 10),
    depthMm: ask('depth', 6),
  }),
  bore: (ask, approach) => ({
    ...{ kind: 'boreCentre', approach, tipDiameterMm: ask('tip') },
    expectedDiameterMm: ask('diameter'),
  }),
  boss: (ask, approach) => ({
    ...{ kind: 'bossCentre', approach, tipDiameterMm: ask('tip') },
    expectedDiameterMm: ask('diameter'),
    outsideMm: ask('outside', 10),
    depthMm: ask('depth', 6),
  }),
}

const TAKES_WORD = ['edge', 'corner']

function readInput({ words, values }: MachineWords): Result<ProbeInput, string> {
  const [name = '', word, ...more] = words
  const make = KINDS[name]
  if (make === undefined) return failure(`"${name}" is none of ${Object.keys(KINDS).join(', ')}`)
  const extra = TAKES_WORD.includes(name) ? more[0] : word
  if (extra !== undefined) return failure(`"${extra}" is one word too many`)
  const ask = asker(values)
  try {
    const approach = {
      seekFeedMmPerMin: ask('seek-feed', USUAL_APPROACH.seekFeedMmPerMin),
      touchFeedMmPerMin: ask('touch-feed', USUAL_APPROACH.touchFeedMmPerMin),
      greatestTravelMm: ask('travel', USUAL_APPROACH.greatestTravelMm),
      retractMm: ask('retract', USUAL_APPROACH.retractMm),
    }
    return success(make(ask, approach, word))
  } catch (thrown) {
    if (thrown instanceof Unreadable) return failure(thrown.message)
    throw thrown
  }
}

const WAITS = {
  plateTouch: 'Touch the plate to the tool now, so that a broken wire is found before it moves.',
  plateRelease: 'Let the plate go; the probing begins.',
}

/** Tells what the procedure wants of the person and what it does, each once. */
function followStages({ context, machine }: MachineDesk): () => void {
  let told = ''
  return machine.onChange(({ manual: { procedure } }) => {
    if (procedure?.kind !== 'probe') return
    const { waitingFor, stage } = procedure
    const sentence = waitingFor === null ? stage : WAITS[waitingFor]
    if (sentence === '' || sentence === told) return
    told = sentence
    context.writeNote(sentence)
  })
}

function findingText(finding: ProbeFinding): string {
  const { zeroedAxes, measuredMm, repeatabilityMm } = finding
  const zero = `Zero is set on ${zeroedAxes.map((axis) => axis.toUpperCase()).join(', ')}.`
  const size =
    measuredMm === null
      ? ''
      : ` Measured X ${measuredMm.xMm.toFixed(3)}, Y ${measuredMm.yMm.toFixed(3)} mm.`
  return `${zero}${size} The two touches agree within ${repeatabilityMm.toFixed(3)} mm.`
}

async function probe(desk: MachineDesk, input: ProbeInput): Promise<ExitCode> {
  const { context, rmos, machine } = desk
  const forget = followStages(desk)
  const answer = await rmos.manual.perform({ kind: 'probe', input })
  forget()
  const exit = tellProcedure(desk, answer)
  const finding = machine.snapshot().manual.lastProcedure?.finding ?? null
  if (exit !== EXIT.done || finding === null) return exit
  if (context.json) writeJson(context, 'rmos.machine-probe', finding)
  else context.writeResult(findingText(finding))
  return exit
}

/** `machine probe`: finds the top, a side, a corner or a centre by touching, and sets the zero there. */
export const machineProbe = machineCommand({
  name: 'machine probe',
  summary: 'find the top, a side, a corner or the centre of a soundhole by touching',
  usage:
    'Usage: rmos machine probe top --plate MM --port URI\n       rmos machine probe edge x+|x-|y+|y- --tip MM --port URI\n       rmos machine probe corner front-left|front-right|back-left|back-right --tip MM [--along MM] [--outside MM] [--depth MM] --port URI\n       rmos machine probe bore --tip MM --diameter MM --port URI\n       rmos machine probe boss --tip MM --diameter MM [--outside MM] [--depth MM] --port URI\nFor all: [--seek-feed 100] [--touch-feed 20] [--travel 20] [--retract 2], in mm and mm/min.\nThe spindle must be off. First the plate is touched to the tool by hand: a broken wire is found before anything moves. Each place is touched twice, the second time slowly; the zero of the active work system is set there and read back.\nedge x+ moves towards X plus; bore is a hole from inside (the soundhole), boss stands above its surroundings.\nCtrl+C stops; the zero stays as it was. Exit 5 when nothing was touched or the probe was closed already.\nExample: rmos machine probe top --plate 3 --port serial:/dev/ttyUSB0',
  options: Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, { type: 'string' }])),
  plan: (given) => {
    const input = readInput(given)
    if (!input.ok) return input.error
    return { reach: 'act', work: (desk) => probe(desk, input.value) }
  },
})
