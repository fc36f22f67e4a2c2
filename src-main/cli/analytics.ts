import { LOG_LIMITS } from '#core/analytics/log-limits.ts'
import { RISK_GRADES, type GradeCounts } from '#core/analytics/risk-grade.ts'
import type { RiskAnswer, TimelineAnswer } from '#core/contract/analytics.contract.ts'
import { tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT } from './command.ts'
import { textTable } from './table.ts'

const LIMIT_OPTION = { limit: { type: 'string' } } as const
const score = (value: number | null) => (value === null ? '-' : value.toFixed(3))
const gradeCells = (grades: GradeCounts) => RISK_GRADES.map((grade) => String(grades[grade]))

/** How many entries are asked for; null when what was typed is none of 1 to `most`. */
function limitOf(typed: unknown, most: number): number | null {
  const limit = Number(typed ?? most)
  return Number.isInteger(limit) && limit >= 1 && limit <= most ? limit : null
}

function tellLimit(context: CommandContext, command: string, most: number) {
  return Promise.resolve(tellUsage(context, command, `--limit goes from 1 to ${String(most)}`))
}

function riskText({ total, lanes, transitions, isWhole, entriesRead }: RiskAnswer): string {
  const head = ['lane', 'jobs', 'risk', ...RISK_GRADES, 'fragility']
  const rows = lanes.map((lane) => [
    lane.lane,
    String(lane.jobs),
    score(lane.averageRisk),
    ...gradeCells(lane.grades),
    score(lane.averageFragility),
  ])
  const all = ['all', String(total.jobs), score(total.averageRisk), ...gradeCells(total.grades)]
  const moves = transitions.map(({ from, to, count }) => `${from} to ${to}: ${String(count)}`)
  return [
    `${String(total.jobs)} jobs of ${String(total.presets)} plans; risk 0 is all GREEN, 1 all RED`,
    textTable([head, ...rows, all]),
    ...(moves.length === 0 ? [] : ['Moves between lanes', ...moves]),
    ...(isWhole ? [] : [`Only the newest ${String(entriesRead)} entries of the log were read.`]),
  ].join('\n')
}

/** `analytics risk`: grades, lanes and moves by the job log. */
export const analyticsRisk: Command = {
  name: 'analytics risk',
  summary: 'grades of all jobs, lane by lane, and the moves between lanes',
  usage: 'Usage: rmos analytics risk [--limit N]\nExample: rmos analytics risk --limit 5000 --json',
  options: LIMIT_OPTION,
  run: ({ values }, context) => {
    const limit = limitOf(values['limit'], LOG_LIMITS.risk)
    if (limit === null) return tellLimit(context, 'analytics risk', LOG_LIMITS.risk)
    return withWorkshop(context, async ({ handlers }) => {
      const answer = await handlers.analytics.risk({ limit })
      if (!answer.ok) return tellProblem(context, answer.error)
      if (context.json) writeJson(context, 'rmos.risk', answer.value)
      else context.writeResult(riskText(answer.value))
      return EXIT.done
    })
  },
}

function timelineText({ points, moves }: TimelineAnswer): string {
  const rows = [
    ...points.map(({ createdAt, riskGrade, score: risk, lane, jobType, jobId }) => [
      createdAt,
      riskGrade,
      score(risk),
      lane,
      jobType,
      jobId,
    ]),
    ...moves.map(({ createdAt, from, to }) => [createdAt, 'moved', '', `${from} to ${to}`, '', '']),
  ]
  return textTable(rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)))
}

/** `analytics timeline`: the jobs of one plan, the oldest first. */
export const analyticsTimeline: Command = {
  name: 'analytics timeline',
  summary: 'the jobs of one plan and its moves, the oldest first',
  usage:
    'Usage: rmos analytics timeline PLAN_ID [--limit N]\nExample: rmos analytics timeline shipped:classical-mosaic',
  options: LIMIT_OPTION,
  run: ({ values, positionals }, context) => {
    const presetId = positionals[0]
    if (presetId === undefined || presetId === '') {
      return Promise.resolve(tellUsage(context, 'analytics timeline', 'name a plan'))
    }
    const limit = limitOf(values['limit'], LOG_LIMITS.timeline)
    if (limit === null) return tellLimit(context, 'analytics timeline', LOG_LIMITS.timeline)
    return withWorkshop(context, async ({ handlers }) => {
      const answer = await handlers.analytics.timeline({ presetId, limit })
      if (!answer.ok) return tellProblem(context, answer.error)
      const { points, moves } = answer.value
      if (context.json) writeJson(context, 'rmos.risk-timeline', answer.value)
      else if (points.length + moves.length === 0) {
        context.writeNote(`The job log has no job of ${presetId}.`)
      } else context.writeResult(timelineText(answer.value))
      return EXIT.done
    })
  },
}
