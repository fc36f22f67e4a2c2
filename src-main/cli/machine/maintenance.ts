import type { MaintenanceReport, ServiceState } from '#core/grbl/maintenance/maintenance-report.ts'
import { tellProblem, writeJson } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import { textTable } from '../table.ts'
import { machineCommand, type MachineDesk } from './machine-command.ts'

const UNITS: Readonly<Record<ServiceState['item']['counts'], string>> = {
  spindleHours: 'spindle hours',
  xMetres: 'm of X',
  yMetres: 'm of Y',
  zMetres: 'm of Z',
  jobs: 'jobs',
  days: 'days',
}

function totalRows({ totals }: MaintenanceReport): readonly (readonly string[])[] {
  const { x, y, z } = totals.jogAndJobMetres
  return [
    ['Counted since', totals.sinceUtc === '' ? 'nothing was counted yet' : totals.sinceUtc],
    ['Spindle', `${totals.spindleHours.toFixed(2)} h`],
    ['Travelled', `X ${x.toFixed(1)} m, Y ${y.toFixed(1)} m, Z ${z.toFixed(1)} m`],
    [
      'Jobs',
      `${String(totals.jobsCompleted)} completed, ${String(totals.jobsStopped)} ended early, ${totals.jobHours.toFixed(2)} h`,
    ],
    ['Alarms', String(totals.alarms)],
  ]
}

function itemRow({ item, used, state, lastDoneAtUtc }: ServiceState): readonly string[] {
  return [
    item.name,
    state,
    `${used.toFixed(1)} of ${String(item.interval)} ${UNITS[item.counts]}`,
    lastDoneAtUtc === null ? 'never done' : `done ${lastDoneAtUtc}`,
  ]
}

/** Tells the book; exit 2 when a service is due, so that a script may remind of it. */
function tellBook({ context }: MachineDesk, report: MaintenanceReport): ExitCode {
  if (context.json) writeJson(context, 'rmos.machine-maintenance', report)
  else {
    context.writeResult(textTable(totalRows(report)))
    if (report.items.length > 0) context.writeResult(`\n${textTable(report.items.map(itemRow))}`)
  }
  return report.items.some(({ state }) => state === 'due') ? EXIT.verificationFailed : EXIT.done
}

async function show(desk: MachineDesk): Promise<ExitCode> {
  const report = await desk.rmos.maintenance.report({})
  return report.ok ? tellBook(desk, report.value) : tellProblem(desk.context, report.error)
}

async function done(desk: MachineDesk, name: string, note: string): Promise<ExitCode> {
  const { rmos, context } = desk
  const report = await rmos.maintenance.report({})
  if (!report.ok) return tellProblem(context, report.error)
  const found = report.value.items.find(
    ({ item }) => item.name.toLowerCase() === name.toLowerCase(),
  )
  if (found === undefined) {
    context.writeNote(`There is no service item "${name}"; rmos machine maintenance lists them.`)
    return EXIT.inputNotFound
  }
  const marked = await rmos.maintenance.markDone({ itemId: found.itemId, note })
  return marked.ok ? tellBook(desk, marked.value) : tellProblem(context, marked.error)
}

/** `machine maintenance`: what the machine has done and which service is due. */
export const machineMaintenance = machineCommand({
  name: 'machine maintenance',
  summary: 'what the machine has done, and which service is due',
  usage:
    'Usage: rmos machine maintenance\n       rmos machine maintenance done "ITEM" [--note "..."]\nNeeds no controller: it reads the book of the workshop. The virtual controller is not counted.\nExit 2 when a service is due.\nExample: rmos machine maintenance done "Grease the Z screw"',
  options: { note: { type: 'string' } },
  plan: ({ words: [verb, name, ...more], values }) => {
    if (verb === undefined) return { reach: 'books', work: show }
    if (verb !== 'done') return `"${verb}" is not known; only done`
    if (name === undefined || more.length > 0) return 'name one service item, in quotes'
    const note = typeof values['note'] === 'string' ? values['note'] : ''
    return { reach: 'books', work: (desk) => done(desk, name, note) }
  },
})
