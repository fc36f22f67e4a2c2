import { writeFileSync } from 'node:fs'
import { problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { newPlanFromPreset } from '#core/rosette/new-plan.ts'
import { formatPlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { RING_STACKS, SOUNDHOLE_PRESETS } from '#core/rosette/presets.ts'
import { readShippedPlans, type ShippedPlan } from '../workshop/shipped-plans.ts'
import { tellProblem, tellUsage } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'

/** Writes a file; `new` refuses one that is there, `replace` is for what can be made again. */
export function writeOutput(
  context: CommandContext,
  path: string,
  data: string | Uint8Array,
  mode: 'new' | 'replace',
): ExitCode {
  try {
    writeFileSync(path, data, { flag: mode === 'new' ? 'wx' : 'w' })
    return EXIT.done
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? String(thrown)
    const reason =
      code === 'EEXIST' ? 'is there already; it was not touched' : `cannot be written (${code})`
    context.writeNote(`${path}: ${reason}`)
    return EXIT.cannotWrite
  }
}

/** What the command line asked for: a shipped example, or rings round a soundhole. */
interface Asked {
  readonly templateId: string | undefined
  readonly soundholeId: string | undefined
  readonly stackId: string | undefined
}

/** Why a plan was not made, and how the command ends. */
interface NotMade {
  readonly message: string
  readonly exit: ExitCode
}

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).join(', ')

/** Everything a plan can be made of, one kind a line. */
function choices(templateIds: readonly string[]): string {
  return [
    `Templates: ${templateIds.join(', ')}`,
    `Soundholes: ${idsOf(SOUNDHOLE_PRESETS)}`,
    `Rings: ${idsOf(RING_STACKS)}`,
  ].join('\n')
}

function fromPresets({ soundholeId, stackId }: Asked): Result<Plan, NotMade> {
  if (soundholeId === undefined || stackId === undefined) {
    const message = 'plan new: --soundhole and --rings go together'
    return failure({ message, exit: EXIT.usage })
  }
  const plan = newPlanFromPreset(soundholeId, stackId)
  if (plan.ok) return plan
  return failure({ message: problemSentence(plan.error), exit: EXIT.inputNotFound })
}

function fromTemplate(shipped: readonly ShippedPlan[], asked: Asked): Result<Plan, NotMade> {
  const names = shipped.map(({ templateId }) => templateId)
  const { templateId } = asked
  if (templateId === undefined) return failure({ message: choices(names), exit: EXIT.usage })
  const template = shipped.find((candidate) => candidate.templateId === templateId)
  if (template !== undefined) return success(template.plan)
  const message = `There is no template "${templateId}"; there are: ${names.join(', ')}.`
  return failure({ message, exit: EXIT.inputNotFound })
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** `plan new`: a plan file from a shipped template, or from a soundhole and rings. */
export const planNew: Command = {
  name: 'plan new',
  summary: 'a plan file from a template, or from rings round a soundhole',
  usage:
    'Usage: rmos plan new TEMPLATE -o FILE\n       rmos plan new --soundhole ID --rings ID -o FILE\nTemplates are the shipped examples; without anything they are listed, with the soundholes and the rings there are.\nExample: rmos plan new classical-mosaic-46 -o my-rosette.json\nExample: rmos plan new --soundhole ukulele-tenor-67 --rings abalone-ring -o ukulele.json',
  options: {
    output: { type: 'string', short: 'o' },
    soundhole: { type: 'string' },
    rings: { type: 'string' },
  },
  run: ({ values, positionals }, context) => {
    const shipped = readShippedPlans(context.installDir)
    if (!shipped.ok) return Promise.resolve(tellProblem(context, shipped.error))
    const soundholeId = textOf(values['soundhole'])
    const stackId = textOf(values['rings'])
    const asked = { templateId: positionals[0], soundholeId, stackId }
    const byPreset = soundholeId !== undefined || stackId !== undefined
    const plan = byPreset ? fromPresets(asked) : fromTemplate(shipped.value, asked)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return Promise.resolve(plan.error.exit)
    }
    const output = textOf(values['output'])
    if (output === undefined) {
      return Promise.resolve(tellUsage(context, 'plan new', 'name the file with -o FILE'))
    }
    const exit = writeOutput(context, output, formatPlan(plan.value), 'new')
    if (exit === EXIT.done) context.writeResult(output)
    return Promise.resolve(exit)
  },
}
