import type { Point3 } from '../../geometry/point.ts'
import type { AxisValuesMm } from '../manual/axes.ts'
import { modalFromWords } from '../manual/modal-words.ts'
import type { ModalWords, OffsetTable } from '../manual/manual-snapshot.ts'
import { offsetsFromPushes } from '../manual/offset-table.ts'
import type { ControllerGlance, ProcedurePart, StepResult } from './procedure.ts'

/** Ends the procedure as failed. */
export function* fail(sentence: string, remedy: string): ProcedurePart<never> {
  yield { kind: 'fail', sentence, remedy }
  throw new Error(`procedure: went on after it failed with "${sentence}"`)
}

/** Sends a line and waits for its ok. */
export function* sendLine(text: string, stage: string): ProcedurePart<StepResult> {
  return yield { kind: 'line', text, stage, writesMemory: false, errorIsResult: false }
}

/** Sends a line that writes the controller's memory: the pause behind it is part of the step. */
export function* writeMemory(text: string, stage: string): ProcedurePart<StepResult> {
  return yield { kind: 'line', text, stage, writesMemory: true, errorIsResult: false }
}

/** What is known now. */
export function* look(): ProcedurePart<ControllerGlance> {
  return (yield { kind: 'look' }).glance
}

/** Waits until the machine stands, and gives its place. */
export function* standstill(stage: string): ProcedurePart<Point3> {
  const { glance } = yield { kind: 'standstill', stage }
  if (glance.machinePosition !== null) return glance.machinePosition
  return yield* fail(
    'The controller does not tell where the machine stands.',
    'Disconnect and connect again.',
  )
}

/** Asks for the parser's modes. */
export function* readModal(stage: string): ProcedurePart<ModalWords> {
  const { heard } = yield* sendLine('$G', stage)
  for (const response of heard) {
    if (response.kind !== 'parserState') continue
    const modal = modalFromWords(response.words)
    if (modal !== null) return modal
  }
  return yield* fail('The controller did not tell its modes ($G).', 'Try again.')
}

/** Asks for all offsets. */
export function* readOffsets(stage: string): ProcedurePart<OffsetTable> {
  const { heard } = yield* sendLine('$#', stage)
  const table = offsetsFromPushes(heard)
  if (table !== null) return table
  return yield* fail('The controller did not tell its offsets ($#).', 'Try again.')
}

/** Axis words in mm, e.g. `X1.5Z-2`; thousandths, as GRBL prints them. */
export function axisWordsMm({ xMm, yMm, zMm }: AxisValuesMm): string {
  const word = (letter: string, value: number | undefined) =>
    value === undefined ? '' : `${letter}${lengthText(value)}`
  return `${word('X', xMm)}${word('Y', yMm)}${word('Z', zMm)}`
}

/** A length with up to four decimals, never `-0` and never with an exponent. */
export function lengthText(valueMm: number): string {
  const text = valueMm.toFixed(4).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}

/** A place farther than this from where a move should have ended: the move was interrupted. */
const ARRIVED_MM = 0.05

function* sendJog(words: string, feedMmPerMin: number, stage: string): ProcedurePart<Point3> {
  // measured: a jog without an axis word goes to machine zero
  if (!/[XYZ]/.test(words)) throw new Error(`procedure: the jog ${words} names no axis`)
  const { errorCode } = yield {
    kind: 'line',
    text: `$J=${words}F${lengthText(feedMmPerMin)}`,
    stage,
    writesMemory: false,
    errorIsResult: true,
  }
  if (errorCode === 15) {
    yield* fail(
      `${stage}: the move would leave the travel of the machine.`,
      'Move the machine or the stock so that there is room, then try again.',
    )
  } else if (errorCode !== null) {
    yield* fail(
      `${stage}: the controller refused the move with error ${String(errorCode)}.`,
      'Try again when it stands idle.',
    )
  }
  return yield* standstill(stage)
}

function* mustBeAt(stands: Point3, wanted: AxisValuesMm, stage: string): ProcedurePart<void> {
  for (const field of ['xMm', 'yMm', 'zMm'] as const) {
    const value = wanted[field]
    if (value === undefined || Math.abs(stands[field] - value) <= ARRIVED_MM) continue
    yield* fail(
      `${stage}: the move ended ${lengthText(Math.abs(stands[field] - value))} mm before its end.`,
      'Something interrupted it; look at the machine, then begin again.',
    )
  }
}

/**
 * A relative move that is waited for, as a jog: it changes no mode, obeys the travel without an
 * alarm, and can be cancelled. Fails unless it ended where it should.
 */
export function* jogBy(
  by: AxisValuesMm,
  feedMmPerMin: number,
  stage: string,
): ProcedurePart<Point3> {
  const from = yield* standstill(stage)
  const stands = yield* sendJog(`G91G21${axisWordsMm(by)}`, feedMmPerMin, stage)
  const wanted = {
    xMm: from.xMm + (by.xMm ?? 0),
    yMm: from.yMm + (by.yMm ?? 0),
    zMm: from.zMm + (by.zMm ?? 0),
  }
  yield* mustBeAt(stands, wanted, stage)
  return stands
}

/** As `jogBy`, to a place in machine coordinates. */
export function* jogToMachine(
  target: AxisValuesMm,
  feedMmPerMin: number,
  stage: string,
): ProcedurePart<Point3> {
  const stands = yield* sendJog(`G53G90G21${axisWordsMm(target)}`, feedMmPerMin, stage)
  yield* mustBeAt(stands, target, stage)
  return stands
}
