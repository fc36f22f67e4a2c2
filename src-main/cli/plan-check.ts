import { judgePlan } from '../workshop/judge.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import { readPlanFile, tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { feasibilityText } from './feasibility-text.ts'

/** `plan check`: the judgement of a plan file; exit 4 when it is blocked. */
export const planCheck: Command = {
  name: 'plan check',
  summary: 'feasibility of a plan, with reasons',
  usage:
    'Usage: rmos plan check FILE\nExit 0 for GREEN and YELLOW, 4 for RED and UNKNOWN, 65 for a plan that cannot be.\nExample: rmos plan check data/examples/classical-mosaic-46.json',
  options: {},
  run: ({ positionals }, context) => {
    const path = positionals[0]
    if (path === undefined)
      return Promise.resolve(tellUsage(context, 'plan check', 'name a plan file'))
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return Promise.resolve(plan.error.exit)
    }
    const library = openLibrary(context.installDir)
    if (!library.ok) return Promise.resolve(tellProblem(context, library.error))
    const judged = judgePlan(plan.value, library.value)
    if (context.json) writeJson(context, 'rmos.plan-check', judged)
    else context.writeResult(feasibilityText(judged.report))
    const { overall } = judged.report
    return Promise.resolve(overall === 'GREEN' || overall === 'YELLOW' ? EXIT.done : EXIT.blocked)
  },
}
