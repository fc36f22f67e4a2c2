import type { Jig } from '#core/jigs/jig.ts'
import { jigsOfPlan } from '#core/jigs/registry.ts'
import { exportJig, JIG_FORMATS } from '../jigs/export-jig.ts'
import { readPlanFile, tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { writeOutput } from './plan-new.ts'
import { textTable } from './table.ts'

function figureText({ figures }: Jig): string {
  return figures
    .map(({ name, value, unit }) => {
      if (unit === 'count') return `${name} ${String(value)}`
      return `${name} ${value.toFixed(3)} ${unit}`
    })
    .join(', ')
}

/** `jig list`: what jigs a plan has. */
export const jigList: Command = {
  name: 'jig list',
  summary: 'the jigs of a plan with their numbers',
  usage: 'Usage: rmos jig list PLAN\nExample: rmos jig list data/examples/classical-mosaic-46.json',
  options: {},
  run: ({ positionals }, context) => {
    const path = positionals[0]
    if (path === undefined) {
      return Promise.resolve(tellUsage(context, 'jig list', 'name a plan file'))
    }
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return Promise.resolve(plan.error.exit)
    }
    const jigs = jigsOfPlan(plan.value)
    if (context.json) {
      const listed = jigs.map(({ id, title, missing, jig }) => ({
        id,
        title,
        missing,
        figures: jig?.figures ?? [],
      }))
      writeJson(context, 'rmos.jig-list', { version: 1, jigs: listed })
    } else {
      const rows = jigs.map(({ id, title, missing, jig }) => [
        id,
        title,
        jig === null ? `not yet: ${missing ?? ''}` : figureText(jig),
      ])
      context.writeResult(textTable(rows))
    }
    return Promise.resolve(EXIT.done)
  },
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** `99.4,100.3` as the lengths two bars of 100 mm were measured at; null when it says something else. */
function measuredOf(text: string): { xMm: number; yMm: number } | null {
  const [xMm, yMm, ...rest] = text.split(',').map(Number)
  if (xMm === undefined || yMm === undefined || rest.length > 0) return null
  const sound = (value: number) => value >= 80 && value <= 120
  return sound(xMm) && sound(yMm) ? { xMm, yMm } : null
}

/** What is wrong with the options; null when nothing is. */
function optionFault({ jig, format, paper, output }: Values): string | null {
  if (typeof jig !== 'string') return 'name the jig with --jig ID'
  const formats: readonly unknown[] = [undefined, ...JIG_FORMATS]
  if (!formats.includes(format)) return `--format is one of ${JIG_FORMATS.join(', ')}`
  if (paper !== undefined && paper !== 'A4' && paper !== 'Letter') return '--paper is A4 or Letter'
  return typeof output === 'string' ? null : 'name the file with -o FILE'
}

/** What was asked for, or what is wrong with it. */
function orderOf(values: Values) {
  const { measured } = values
  const fault = optionFault(values)
  if (fault !== null) return fault
  const bars = typeof measured === 'string' ? measuredOf(measured) : null
  if (measured !== undefined && bars === null) {
    return '--measured takes the two bars as measured in mm, each from 80 to 120, e.g. 99.4,100.3'
  }
  return {
    jigId: String(values['jig']),
    format: JIG_FORMATS.find((format) => format === values['format']) ?? 'pdf',
    paper: values['paper'] === 'Letter' ? 'Letter' : 'A4',
    measured: bars,
    output: String(values['output']),
  } as const
}

/** `jig export`: one jig as a file. */
export const jigExport: Command = {
  name: 'jig export',
  summary: 'a jig as PDF, SVG, DXF or JSON at 1:1',
  usage:
    'Usage: rmos jig export PLAN --jig ID -o FILE [--format pdf|svg|dxf|json] [--paper A4|Letter] [--measured X,Y]\nExample: rmos jig export data/examples/classical-mosaic-46.json --jig ring-form --format pdf -o ring-form.pdf',
  options: {
    jig: { type: 'string' },
    format: { type: 'string' },
    paper: { type: 'string' },
    measured: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: async ({ values, positionals }, context) => {
    const path = positionals[0]
    if (path === undefined) return tellUsage(context, 'jig export', 'name a plan file')
    const order = orderOf(values)
    if (typeof order === 'string') return tellUsage(context, 'jig export', order)
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return plan.error.exit
    }
    const file = await exportJig(plan.value, order)
    if (!file.ok) return tellProblem(context, file.error)
    const exit = writeOutput(context, order.output, file.value.data, 'replace')
    if (exit === EXIT.done) context.writeResult(order.output)
    return exit
  },
}
