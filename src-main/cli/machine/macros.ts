import type { Problem } from '#core/contract/problem.ts'
import type { MacroCheck } from '#core/grbl/macros/check-macro.ts'
import type { MacroRecord } from '#core/grbl/macros/macro.schema.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { problem } from '../../workshop/problems.ts'
import { tellProblem, writeJson } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import { textTable } from '../table.ts'
import { machineCommand, type MachineDesk, tellProcedure } from './machine-command.ts'

async function list({ rmos, context }: MachineDesk): Promise<ExitCode> {
  const kept = await rmos.macros.list({})
  if (!kept.ok) return tellProblem(context, kept.error)
  if (context.json) writeJson(context, 'rmos.machine-macros', { macros: kept.value })
  else if (kept.value.length === 0) {
    context.writeNote('No macro has been made yet: the Machine page makes them.')
  } else {
    context.writeResult(textTable(kept.value.map(({ name, note }) => [name, note])))
  }
  return EXIT.done
}

/** A macro by its name, whatever its capitals; the ids are for the screen. */
async function macroNamed(
  { rmos }: MachineDesk,
  name: string,
): Promise<Result<MacroRecord, Problem>> {
  const kept = await rmos.macros.list({})
  if (!kept.ok) return kept
  const found = kept.value.find((macro) => macro.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return success(found)
  return failure(
    problem('not-found', `There is no macro "${name}".`, 'rmos machine macro list names them.'),
  )
}

function checkRows({ bounds, dependsOnStart, turnsSpindle, writesMemory }: MacroCheck): string[] {
  const sentences: string[] = []
  if (bounds !== null) {
    const { min, max } = bounds
    const span = (from: number, to: number) => `${from.toFixed(3)} to ${to.toFixed(3)}`
    sentences.push(
      `It moves within X ${span(min.xMm, max.xMm)}, Y ${span(min.yMm, max.yMm)}, Z ${span(min.zMm, max.zMm)} mm${dependsOnStart ? ', some of it counted from where it is started' : ''}.`,
    )
  }
  if (turnsSpindle) sentences.push('It turns the spindle.')
  if (writesMemory) sentences.push('It writes offsets to the memory of the controller.')
  return sentences
}

async function run(desk: MachineDesk, name: string, agreed: boolean): Promise<ExitCode> {
  const { rmos, context } = desk
  const macro = await macroNamed(desk, name)
  if (!macro.ok) return tellProblem(context, macro.error)
  const { macroId, text } = macro.value
  const check = await rmos.macros.check({ text })
  if (!check.ok) return tellProblem(context, check.error)
  const { lines, problems, sha256 } = check.value
  for (const line of lines) context.writeNote(`  ${line}`)
  for (const sentence of checkRows(check.value)) context.writeNote(sentence)
  const [wrong] = problems
  if (wrong !== undefined) {
    const sentence = `${macro.value.name}, line ${String(wrong.line)}: ${wrong.sentence}`
    return tellProblem(context, problem('invalid-data', sentence))
  }
  if (!agreed) {
    context.writeNote('Nothing was sent. Repeat with --yes to run it.')
    return EXIT.blocked
  }
  return tellProcedure(desk, await rmos.macros.run({ macroId, sha256 }))
}

/** `machine macro`: the short programs that are kept by name. */
export const machineMacro = machineCommand({
  name: 'machine macro',
  summary: 'macros: list, run one by its name',
  usage:
    'Usage: rmos machine macro list\n       rmos machine macro run NAME [--yes] --port URI\nrun shows the lines as they would be sent and what they do, and sends them only with --yes, one at a time, each after the answer to the one before. Modes are brought back at the end.\nExit 4 without --yes, 5 when the controller refused a line, 65 when a line would be refused, 66 when there is no such macro.\nExample: rmos machine macro run "Park" --yes --port serial:/dev/ttyUSB0',
  options: { yes: { type: 'boolean', default: false } },
  plan: ({ words: [verb = 'list', name, ...more], values }) => {
    if (verb === 'list' && name === undefined) return { reach: 'books', work: list }
    if (verb !== 'run') return `"${verb}" is none of list and run`
    if (name === undefined || more.length > 0) return 'name one macro, in quotes'
    return { reach: 'act', work: (desk) => run(desk, name, values['yes'] === true) }
  },
})
