import type { Point3 } from '../../geometry/point.ts'
import type { ModalWords, ProcedureKind, ProcedureOutcome } from '../manual/manual-snapshot.ts'
import type { GrblResponse } from '../parse-response.ts'

/** One step of a procedure; the next one begins when it has its result. */
export type ProcedureStep =
  | {
      readonly kind: 'line'
      readonly text: string
      readonly stage: string
      /** Writes the controller's memory: a pause follows its answer, in which bytes would be lost. */
      readonly writesMemory: boolean
      /** An `error:N` is given back as a result instead of ending the procedure. */
      readonly errorIsResult: boolean
    }
  /** Until the controller stands idle, by two fresh reports. */
  | { readonly kind: 'standstill'; readonly stage: string }
  /** Until the probe input is active, or is not: the person touches the plate to the tool. */
  | { readonly kind: 'plate'; readonly touched: boolean; readonly stage: string }
  /** What is known now, without waiting. */
  | { readonly kind: 'look' }
  /** Notes a setting as written and read back. */
  | { readonly kind: 'written'; readonly settingNumber: number; readonly value: string }
  /** Ends the procedure as failed. */
  | { readonly kind: 'fail'; readonly sentence: string; readonly remedy: string }

/** What is known of the controller between two steps. */
export interface ControllerGlance {
  readonly machinePosition: Point3 | null
  readonly workPosition: Point3 | null
  readonly probeTouched: boolean
}

/** What came of a step. */
export interface StepResult {
  /** Null for an ok, and for steps that are no line. */
  readonly errorCode: number | null
  /** What the controller said between the line and its answer, status reports left out. */
  readonly heard: readonly GrblResponse[]
  readonly glance: ControllerGlance
}

/** How a procedure ended by itself. */
export type ProcedureEnd = Pick<ProcedureOutcome, 'sentence' | 'finding'>

/**
 * A procedure as a plain function that hands out steps and gets their results. It must be pure: the
 * session keeps only its results and runs it anew from the start after each one.
 */
export type ProcedureProgram = () => Generator<ProcedureStep, ProcedureEnd, StepResult>

/** A part of a procedure that gives back a value. */
export type ProcedurePart<T> = Generator<ProcedureStep, T, StepResult>

/** A procedure as it is ordered. */
export interface ProcedureOrder {
  readonly kind: ProcedureKind
  /** e.g. `Setting the zero of G54`. */
  readonly title: string
  readonly stepCount: number | null
  /** Reads only, by RMOS itself: it gives way to anything else and is not shown. */
  readonly background: boolean
  /** Begun by the job itself: nobody waits for its end but the job. */
  readonly ownedByJob?: true
  /** The modes it brings back, for a background restoring. */
  readonly restores?: ModalWords
  readonly program: ProcedureProgram
  /** What a failure leaves as it was, in one sentence, e.g. `The work zero is as it was.` */
  readonly keeps: string
}

/** Where a procedure stands after its results so far. */
export type ProcedurePosition =
  | { readonly kind: 'step'; readonly step: ProcedureStep }
  | { readonly kind: 'ended'; readonly end: ProcedureEnd }

/** Runs a procedure through its results; gives the step that has none yet, or its end. */
export function replay(
  program: ProcedureProgram,
  results: readonly StepResult[],
): ProcedurePosition {
  const running = program()
  let next = running.next()
  for (const result of results) {
    if (next.done === true) break
    next = running.next(result)
  }
  return next.done === true
    ? { kind: 'ended', end: next.value }
    : { kind: 'step', step: next.value }
}
