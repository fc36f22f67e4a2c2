import { preparedLine, type PreparedProgram } from '#core/grbl/prepared-program.ts'
import type { DoneMotion } from '../../src-main/machine/virtual/planned-block.ts'
import { streamToVirtual } from '../machine/stream-to-virtual.ts'
import type { DueMotion } from './cut-audit.ts'

type Steps = DoneMotion['toSteps']
type Due = readonly (readonly DueMotion[])[]

const STEPS_PER_MM = [200, 200, 400] as const
/** Two places that differ in every axis: a line whose motions are the same from both depends on none. */
const PLACES: readonly Steps[] = [
  [0, 0, 0],
  [1400, 1600, -1200],
]

/** What each line moves on a faultless controller that stands at `fromSteps`, with no engine between. */
function motionsFrom(lines: readonly string[], fromSteps: Steps): Due {
  const place = fromSteps.map((steps, axis) => String(steps / (STEPS_PER_MM[axis] ?? 1)))
  const first = `G21G90G53G0X${place[0] ?? ''}Y${place[1] ?? ''}Z${place[2] ?? ''}`
  const due: DueMotion[][] = lines.map(() => [])
  streamToVirtual([first, ...lines], [], ({ lineNumber, toSteps, rapid }) => {
    due[lineNumber - 2]?.push({ toSteps, rapid })
  })
  return due
}

/** A program whose motions are known without cutting it again for every place it may start from. */
export interface KnownProgram {
  readonly lines: readonly string[]
  /** What the lines of a job move: `before` sent first, the program's from `streamFrom` on after them. */
  readonly due: (fromSteps: Steps, before: readonly string[], streamFrom: number) => Due
}

/** Cuts a program twice, from two places, to know from which line on the place does not matter. */
export function knownProgram(program: PreparedProgram): KnownProgram {
  const lines = Array.from({ length: program.lineCount }, (_, index) =>
    preparedLine(program, index),
  )
  const [one = [], other = []] = PLACES.map((place) => motionsFrom(lines, place))
  const last = one.findLastIndex(
    (due, index) => JSON.stringify(due) !== JSON.stringify(other[index]),
  )
  return {
    lines,
    due: (fromSteps, before, streamFrom) => {
      const known = Math.max(last + 1, streamFrom)
      const short = [...before, ...lines.slice(streamFrom, known)]
      return [...motionsFrom(short, fromSteps), ...one.slice(known)]
    },
  }
}
