import { z } from 'zod'
import { LOG_LIMITS } from '../analytics/log-limits.ts'
import { RISK_GRADES } from '../analytics/risk-grade.ts'
import { LANES } from '../workflow/lane-policy.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1).nullable()
const grade = z.enum(RISK_GRADES)
const lane = z.enum([...LANES, 'unknown'])
const grades = z.strictObject({ GREEN: count, YELLOW: count, RED: count, unknown: count })

const jobSchema = z.strictObject({
  id: z.string(),
  createdAt: z.string(),
  jobType: z.string(),
  presetId: z.string().nullable(),
  /** The plan's name; null when it is not kept here, or not any more. */
  presetName: z.string().nullable(),
  lane,
  riskGrade: grade,
  docGrade: grade,
  gantryGrade: grade,
  fragility: z.number().nullable(),
})

/** What the job log tells of risk, as it crosses to the screen. */
export const riskAnswerSchema = z.strictObject({
  total: z.strictObject({ jobs: count, presets: count, averageRisk: share, grades }),
  lanes: z.array(
    z.strictObject({
      lane,
      jobs: count,
      averageRisk: share,
      grades,
      averageFragility: z.number().nullable(),
    }),
  ),
  transitions: z.array(z.strictObject({ from: lane, to: lane, count })),
  recent: z.array(jobSchema),
  /** Entries of the log that were read; older ones are left out when `isWhole` is false. */
  entriesRead: count,
  isWhole: z.boolean(),
})
/** What the job log tells of risk. */
export type RiskAnswer = z.output<typeof riskAnswerSchema>

/** How one plan went on, as it crosses to the screen. */
export const timelineAnswerSchema = z.strictObject({
  presetId: z.string(),
  presetName: z.string().nullable(),
  points: z.array(
    z.strictObject({
      jobId: z.string(),
      createdAt: z.string(),
      jobType: z.string(),
      lane,
      riskGrade: grade,
      score: z.number().min(0).max(1),
    }),
  ),
  moves: z.array(
    z.strictObject({
      id: z.string(),
      createdAt: z.string(),
      presetId: z.string().nullable(),
      from: lane,
      to: lane,
    }),
  ),
  isWhole: z.boolean(),
})
/** How one plan went on. */
export type TimelineAnswer = z.output<typeof timelineAnswerSchema>

/** Calls about what the job log tells. */
export const analytics = {
  /** Grades, lanes, moves between lanes and the newest jobs. */
  risk: {
    input: z.strictObject({ limit: z.int().min(1).max(LOG_LIMITS.risk) }),
    output: riskAnswerSchema,
  },
  /** The jobs of one plan in the order of time; none when it has none. */
  timeline: {
    input: z.strictObject({
      presetId: z.string().min(1).max(200),
      limit: z.int().min(1).max(LOG_LIMITS.timeline),
    }),
    output: timelineAnswerSchema,
  },
} as const
