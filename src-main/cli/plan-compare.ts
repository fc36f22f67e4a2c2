import { problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result } from '#core/outcome/result.ts'
import { formatPlan, parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { withSetUp } from '#core/rosette/set-up.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import {
  readPlanFile,
  tellProblem,
  tellUsage,
  type UnreadableFile,
  withWorkshop,
  writeJson,
} from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { writeOutput } from './plan-new.ts'
import { comparisonText } from './plan-compare-text.ts'

type Values = Parameters<Command['run']>[0]['values']

/** What each option changes in the plan's own cutting, and by what a typed number is multiplied. */
const CHANGES = {
  machine: { key: 'machineId', factor: null },
  bit: { key: 'toolId', factor: null },
  direction: { key: 'direction', factor: null },
  rpm: { key: 'spindleRpm', factor: 1 },
  feed: { key: 'feedMmPerMin', factor: 1 },
  plunge: { key: 'plungeMmPerMin', factor: 1 },
  depth: { key: 'maxDepthPerPassMm', factor: 1 },
  stepover: { key: 'stepoverRatio', factor: 0.01 },
  stickout: { key: 'stickoutMm', factor: 1 },
} as const satisfies Record<
  string,
  { readonly key: keyof Plan['cutting']; readonly factor: number | null }
>
type ChangeName = keyof typeof CHANGES
const CHANGE_NAMES = Object.keys(CHANGES) as readonly ChangeName[]

/** The plan with what was typed, held to the limits of a plan; the sentence names option, value and limit. */
function withTyped(plan: Plan, values: Values): Result<Plan, UnreadableFile> {
  const typed = CHANGE_NAMES.flatMap((name) => {
    const value = values[name]
    return typeof value === 'string' ? [{ ...CHANGES[name], name, value }] : []
  })
  const odd = typed.find(({ factor, value }) => factor !== null && !(Number(value) > 0))
  if (odd !== undefined) {
    const message = `plan compare: --${odd.name} "${odd.value}" is not a number above 0`
    return failure({ message, exit: EXIT.usage })
  }
  const changes = Object.fromEntries(
    typed.map(({ key, factor, value }) => [key, factor === null ? value : Number(value) * factor]),
  ) as Partial<Plan['cutting']>
  const tried = { ...plan, cutting: { ...plan.cutting, ...changes } }
  const checked = parsePlan(JSON.stringify(tried), 'the set-up that is tried')
  if (checked.ok) return checked
  return failure({ message: problemSentence(checked.error), exit: EXIT.invalidData })
}

/** The set-up that is tried, on the plan itself: that of another file, or the plan's own, changed as typed. */
function triedOf(
  plan: Plan,
  otherPath: string | undefined,
  values: Values,
  context: CommandContext,
): Result<Plan, UnreadableFile> {
  if (otherPath === undefined) return withTyped(plan, values)
  const other = readPlanFile(otherPath)
  if (!other.ok) return other
  const tried = withSetUp(plan, other.value)
  const { name, notes } = plan
  if (canonicalJson({ ...other.value, name, notes }) !== canonicalJson(tried)) {
    context.writeNote(
      `${otherPath}: differs in more than its set-up; only its set-up is compared, on the first plan`,
    )
  }
  return withTyped(tried, values)
}

async function compare(
  context: CommandContext,
  plan: Plan,
  tried: Plan,
  outPath: string | null,
): Promise<ExitCode> {
  return withWorkshop(context, async ({ cam, library, posts, workplace }) => {
    const { materials, tools, machines, blades } = library
    const records = { materials, tools, machines, blades }
    const order = { plan, tried, library: records, posts: posts.posts }
    const jobId = workplace.surroundings.newId()
    const compared = await cam.run('toolpath.compare', order, jobId)
    if (!compared.ok) return tellProblem(context, compared.error)
    const comparison = compared.value
    if (context.json) writeJson(context, 'rmos.set-up-comparison', { version: 1, comparison })
    else context.writeResult(comparisonText(comparison))
    return outPath === null ? EXIT.done : writeOutput(context, outPath, formatPlan(tried), 'new')
  })
}

/** `plan compare`: a plan in two set-ups side by side; nothing is recorded. */
export const planCompare: Command = {
  name: 'plan compare',
  summary: 'a plan in two set-ups side by side: judgement, time, ways, bending',
  usage: `Usage: rmos plan compare FILE [OTHER] [--machine ID] [--bit ID] [--rpm N] [--feed MM/MIN] [--plunge MM/MIN] [--depth MM] [--stepover PERCENT] [--direction climb|conventional] [--stickout MM] [-o FILE]
A is the plan as it is. B is the same plan with the set-up of OTHER (machine, bits, speeds, feeds, depths of a
pass, directions), changed by the options; what is made stays the plan's. Both are judged, planned, posted for
their machines and simulated; nothing is recorded.
  -o FILE  writes the plan with set-up B; nothing that is there is written over
Exit 0 when they were compared, whatever came out.
Example: rmos plan compare data/examples/classical-mosaic-46.json --feed 1800 --depth 0.6`,
  options: {
    output: { type: 'string', short: 'o' },
    ...Object.fromEntries(CHANGE_NAMES.map((name) => [name, { type: 'string' as const }])),
  },
  run: ({ values, positionals }, context) => {
    const [path, otherPath, ...more] = positionals
    if (path === undefined || more.length > 0) {
      return Promise.resolve(tellUsage(context, 'plan compare', 'name one plan file or two'))
    }
    if (otherPath === undefined && !CHANGE_NAMES.some((name) => name in values)) {
      const names = CHANGE_NAMES.map((name) => `--${name}`).join(', ')
      const hint = `say what is tried: another plan file, or one of ${names}`
      return Promise.resolve(tellUsage(context, 'plan compare', hint))
    }
    const plan = readPlanFile(path)
    const tried = plan.ok ? triedOf(plan.value, otherPath, values, context) : plan
    if (!plan.ok || !tried.ok) {
      const { message, exit } = plan.ok ? (tried as { error: UnreadableFile }).error : plan.error
      context.writeNote(message)
      return Promise.resolve(exit)
    }
    const output = values['output']
    return compare(context, plan.value, tried.value, typeof output === 'string' ? output : null)
  },
}
