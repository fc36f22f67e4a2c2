import { writeFileSync } from 'node:fs'
import { formatPlan } from '#core/rosette/parse-plan.ts'
import { readShippedPlans } from '../workshop/shipped-plans.ts'
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

/** `plan new`: a plan file from a shipped template. */
export const planNew: Command = {
  name: 'plan new',
  summary: 'a plan file from a template',
  usage:
    'Usage: rmos plan new TEMPLATE -o FILE\nTemplates are the shipped examples; without one they are listed.\nExample: rmos plan new classical-mosaic-46 -o my-rosette.json',
  options: { output: { type: 'string', short: 'o' } },
  run: async ({ values, positionals }, context) => {
    const shipped = readShippedPlans(context.installDir)
    if (!shipped.ok) return tellProblem(context, shipped.error)
    const names = shipped.value.map(({ templateId }) => templateId)
    const templateId = positionals[0]
    if (templateId === undefined) {
      context.writeNote(`Templates: ${names.join(', ')}`)
      return EXIT.usage
    }
    const template = shipped.value.find((candidate) => candidate.templateId === templateId)
    if (template === undefined) {
      context.writeNote(`There is no template "${templateId}"; there are: ${names.join(', ')}.`)
      return EXIT.inputNotFound
    }
    const output = values['output']
    if (typeof output !== 'string')
      return tellUsage(context, 'plan new', 'name the file with -o FILE')
    const exit = writeOutput(context, output, formatPlan(template.plan), 'new')
    if (exit === EXIT.done) context.writeResult(output)
    return Promise.resolve(exit)
  },
}
