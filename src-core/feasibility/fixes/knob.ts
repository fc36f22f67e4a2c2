import type { Finding } from '../finding.ts'
import type { JobContext } from '../job-context.ts'
import type { PlanEdit } from './plan-edit.ts'

/** A number of the plan that a fix may turn, in steps that a person would type. */
export interface NumberKnob {
  readonly kind: 'number'
  /** Rules it may help with. */
  readonly ruleIds: readonly string[]
  /** What turning it to twice or half its value costs the person, against the others. */
  readonly cost: number
  /** Where it stands, its bounds and step; null where the plan has no such number. */
  readonly rangeOf: (job: JobContext, finding: Finding) => KnobRange | null
  readonly editTo: (value: number, finding: Finding, job: JobContext) => PlanEdit
}

/** Where a number stands and how far it may be turned. */
export interface KnobRange {
  readonly now: number
  readonly least: number
  readonly greatest: number
  readonly step: number
}

/** A choice of the plan between things that have no order: a bit, a blade, a way of working. */
export interface ChoiceKnob {
  readonly kind: 'choice'
  readonly ruleIds: readonly string[]
  /** What another choice costs. */
  readonly cost: number
  readonly editsOf: (job: JobContext, finding: Finding) => readonly PlanEdit[]
}

/** Anything of a plan that a fix may change. */
export type Knob = NumberKnob | ChoiceKnob

/** Index of the ring a finding is about; null when it is about something else. */
export function ringIndexOf({ subject }: Finding, { plan }: JobContext): number | null {
  const index = plan.rings.findIndex(({ id }) => subject.endsWith(`:${id}`))
  return index < 0 ? null : index
}
