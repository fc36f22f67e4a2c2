import { type SawBatch, sawBatches } from '#core/rosette/saw-batches.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { readPlanFile, tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { writeOutput } from './plan-new.ts'
import { mm, textTable } from './table.ts'

const two = (valueMm: number) => valueMm.toFixed(2)

function batchText(batch: SawBatch): string {
  const { ringName, kind, plate, pieces, thicknessMm, kerfMm, trimMm, table } = batch
  const what = kind === 'slices' ? 'tiles off the log' : `strips off plate ${String(plate)}`
  const each = pieces > 1 ? `, the same for each of ${String(pieces)} logs` : ''
  const sum = `stock ${mm(table.lengthMm)} = pieces ${two(thicknessMm)} + kerfs ${two(kerfMm)} + trim ${two(trimMm)}`
  const rows = table.rows.map(({ cut, stopMm, bladeMm, leftMm }) => [
    String(cut).padStart(4),
    two(stopMm).padStart(8),
    two(bladeMm).padStart(8),
    two(leftMm).padStart(8),
  ])
  return [
    `${ringName}: ${what}${each}`,
    sum,
    textTable([[' cut', '    stop', '   blade', '    left'], ...rows]),
  ].join('\n')
}

/** The kerf of a blade, of the plan when none is named; an exit code when neither is known. */
function kerfOf(
  context: CommandContext,
  bladeId: unknown,
  planKerfMm: number | null,
): number | { readonly exit: ExitCode } {
  if (typeof bladeId !== 'string') {
    if (planKerfMm !== null) return planKerfMm
    context.writeNote('stock.kerfMm is not measured: measure a cut, or name a blade with --blade')
    return { exit: EXIT.blocked }
  }
  const library = openLibrary(context.installDir)
  if (!library.ok) return { exit: tellProblem(context, library.error) }
  const { blades } = library.value
  const blade = blades.find(({ id }) => id === bladeId)
  if (blade === undefined) {
    const known = blades.map(({ id }) => id).join(', ')
    const message = `there is no blade "${bladeId}"; there are: ${known}`
    return { exit: tellUsage(context, 'saw stops', message) }
  }
  if (blade.kerfMm !== null) return blade.kerfMm
  context.writeNote(`${blade.name}: its kerf is not on record; measure a cut`)
  return { exit: EXIT.blocked }
}

/** Writes the printed table where one was asked for. */
async function writePdf(
  context: CommandContext,
  plan: Plan,
  batches: readonly SawBatch[],
  values: { readonly pdf?: unknown; readonly paper?: unknown },
): Promise<ExitCode> {
  const { pdf: path, paper = 'A4' } = values
  if (typeof path !== 'string' || batches.length === 0) return EXIT.done
  if (paper !== 'A4' && paper !== 'Letter') {
    return tellUsage(context, 'saw stops', '--paper is A4 or Letter')
  }
  // drawn by a library of its own, which no other command waits for
  const { stopSheetPdf } = await import('../sheets/stop-sheet.ts')
  const exit = writeOutput(context, path, stopSheetPdf(plan, batches, paper), 'replace')
  if (exit === EXIT.done) context.writeNote(path)
  return exit
}

/** `saw stops`: where the stop stands for every cut of a plan's strips and tiles. */
export const sawStops: Command = {
  name: 'saw stops',
  summary: 'stop by stop, how strips and tiles are sawn by hand',
  usage: `Usage: rmos saw stops PLAN [--blade ID] [--pdf OUT] [--paper A4|Letter] [--json]
Prints, for every plate and log, where the stop stands for each cut, from the squared end: the near face of
the blade, the middle of its kerf (for a slide), and what is left. Sums close: L = N t + (N - 1) k + trim.
  --blade ID  the kerf of this blade, not the plan's
  --pdf OUT   the same as a table to print, with a box to tick for every cut
Exit 4 when the kerf is known neither from the plan nor from a blade.
Example: rmos saw stops data/examples/classical-mosaic-46.json --blade slitting-63-fine`,
  options: { blade: { type: 'string' }, pdf: { type: 'string' }, paper: { type: 'string' } },
  run: async ({ values, positionals }, context) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      return tellUsage(context, 'saw stops', 'name one plan file')
    }
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return plan.error.exit
    }
    const kerf = kerfOf(context, values['blade'], plan.value.stock.kerfMm)
    if (typeof kerf !== 'number') return kerf.exit
    const batches = sawBatches(plan.value, kerf)
    if (context.json) writeJson(context, 'rmos.saw-stops', { version: 1, kerfMm: kerf, batches })
    else context.writeResult(batches.map(batchText).join('\n\n'))
    if (batches.length === 0) context.writeNote('nothing in this plan is sawn against a stop')
    return writePdf(context, plan.value, batches, values)
  },
}
