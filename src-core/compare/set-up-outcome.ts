import { jobContextOf, reportOf } from '../feasibility/evaluate.ts'
import type { FeasibilityReport } from '../feasibility/finding.ts'
import type { JobRecords } from '../feasibility/job-context.ts'
import { operationsOf } from '../feasibility/operation.ts'
import { RULES } from '../feasibility/registry.ts'
import { planCuts } from '../rosette/plan-cuts.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { type SetUpParameter, setUpParameters } from '../rosette/set-up.ts'
import type { SimulationReport } from '../simulation/simulation.ts'
import type { PathLengths } from '../toolpath/measure.ts'
import { plannedCuts, type TimedProgram } from '../toolpath/planned-cuts.ts'

/** What one cut of the job takes. */
export interface CutEffort {
  /** As of `PlanCut`. */
  readonly key: string
  /** Empty for the soundhole. */
  readonly name: string
  readonly seconds: number
  readonly lengthMm: number
}

/** Figures of a set-up that are numbers; null where they cannot be known. */
export interface SetUpFigures {
  /** All programs, without changing bits. */
  readonly seconds: number | null
  readonly cutLengthMm: number | null
  readonly rapidLengthMm: number | null
  /** Times another bit is put in on the way through all programs. */
  readonly toolChanges: number | null
  /** Deepest pass of all cuts. */
  readonly deepestPassMm: number | null
  /** Most that a bit bends in any cut. */
  readonly mostBendingMm: number | null
  /** Way at feed with more than a quarter turn of the bit in the wood, as simulated. */
  readonly wideCutMm: number | null
  /** What the simulation found that a program must not do. */
  readonly faults: number | null
}

/** What became of one set-up: how it is chosen, how it is judged, and what it would take. */
export interface SetUpOutcome {
  readonly parameters: readonly SetUpParameter[]
  readonly report: FeasibilityReport
  readonly figures: SetUpFigures
  /** In the order of work; empty where nothing could be planned. */
  readonly cuts: readonly CutEffort[]
  /** Why nothing was planned, one sentence; null where it was. */
  readonly refusal: string | null
}

/** The programs of a set-up, measured and simulated. */
export interface ProvedPrograms {
  readonly programs: readonly (TimedProgram & PathLengths)[]
  readonly proofs: readonly Pick<SimulationReport, 'engagementMm' | 'findings'>[]
  /** How fast the machine travels at most, mm/min. */
  readonly rapidMmPerMin: number
}

/** Steps of the engagement are 10° wide; from the tenth on more than a quarter turn is in the wood. */
const WIDE_FROM_STEP = 9

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0)

function mostOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values)
}

/** How often the bit in the spindle is another one than before, the first not counted. */
function toolChangesOf(programs: ProvedPrograms['programs']): number {
  const bits = programs.flatMap(({ toolId, moves }) => [
    toolId,
    ...moves.flatMap((move) => (move.kind === 'tool' ? [move.toolId] : [])),
  ])
  return bits.filter((bit, index) => index > 0 && bit !== bits[index - 1]).length
}

function programFigures({ programs, proofs }: ProvedPrograms) {
  return {
    seconds: sum(programs.map(({ estimatedSeconds }) => estimatedSeconds)),
    cutLengthMm: sum(programs.map(({ cutLengthMm }) => cutLengthMm)),
    rapidLengthMm: sum(programs.map(({ rapidLengthMm }) => rapidLengthMm)),
    toolChanges: toolChangesOf(programs),
    wideCutMm: sum(proofs.map(({ engagementMm }) => sum(engagementMm.slice(WIDE_FROM_STEP)))),
    faults: sum(proofs.map(({ findings }) => findings.length)),
  }
}

const NOT_PLANNED = {
  ...{ seconds: null, cutLengthMm: null, rapidLengthMm: null, toolChanges: null },
  ...{ wideCutMm: null, faults: null },
}

/** What can be said of a set-up before anything is planned: its choices and its judgement. */
export function judgedSetUp(plan: Plan, records: JobRecords): SetUpOutcome {
  const job = jobContextOf(plan, records)
  const report = reportOf(RULES.flatMap((rule) => rule(job)))
  const bends = report.findings.filter(({ ruleId }) => ruleId === 'router.deflection')
  const passesMm = operationsOf(job).map(({ passDepthMm }) => passDepthMm)
  return {
    parameters: setUpParameters(plan),
    report,
    figures: {
      ...NOT_PLANNED,
      deepestPassMm: mostOf(passesMm.filter((depthMm) => depthMm !== null)),
      mostBendingMm: mostOf(bends.flatMap(({ value }) => (value === null ? [] : [value]))),
    },
    cuts: [],
    refusal: null,
  }
}

/** A judged set-up with what was planned and simulated of it. */
export function plannedSetUp(
  judged: SetUpOutcome,
  plan: Plan,
  proved: ProvedPrograms,
): SetUpOutcome {
  const cuts = planCuts(plan)
  const planned = plannedCuts(cuts, proved.programs, proved.rapidMmPerMin)
  return {
    ...judged,
    figures: { ...judged.figures, ...programFigures(proved) },
    cuts: cuts.flatMap(({ key, name }) => {
      const part = planned.get(key)
      return part === undefined
        ? []
        : [{ key, name, seconds: part.seconds, lengthMm: part.lengthMm }]
    }),
  }
}
