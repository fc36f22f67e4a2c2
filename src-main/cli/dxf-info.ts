import { basename } from 'node:path'
import { type CleanPath, cleanPathAt, cleanPaths } from '#core/drawing/clean-paths.ts'
import type { CleanDrawing } from '#core/drawing/clean/clean-drawing.ts'
import { type OpenedDrawing, openDrawingFile } from '../drawings/drawing-file.ts'
import { tellUsage, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { DXF_OPTIONS, DXF_OPTIONS_USAGE, dxfOptionsOf, unitQuestion } from './dxf-options.ts'
import { mm, textTable } from './table.ts'

/** Rows of a list that are shown; JSON has all of them. */
const ROWS_SHOWN = 40

function shape({ circle, closed, path }: CleanPath): string {
  if (circle !== null) {
    const { xMm, yMm } = circle.centre
    return `circle r ${circle.radiusMm.toFixed(3)} at ${xMm.toFixed(3)}, ${yMm.toFixed(3)}`
  }
  return `${closed ? 'closed' : 'open'}, ${String(path.length)} pieces`
}

function withMore(rows: readonly (readonly string[])[], count: number): string {
  const more = count - rows.length
  return textTable(more > 0 ? [...rows, ['', `and ${String(more)} more (--json has all)`]] : rows)
}

function drawingText(drawing: CleanDrawing): readonly string[] {
  const place = ({ xMm, yMm }: { xMm: number; yMm: number }) =>
    `${xMm.toFixed(3)}, ${yMm.toFixed(3)}`
  const shownPaths = Math.min(ROWS_SHOWN, drawing.paths.count)
  const paths = Array.from({ length: shownPaths }, (_, index) => {
    const path = cleanPathAt(drawing, index)
    const depth = path.depth > 0 ? `inside ${String(path.depth)}` : ''
    return ['', `P${String(path.id)}`, path.layer, mm(path.lengthMm), shape(path), depth]
  })
  const found = [
    ...drawing.repairs,
    ...drawing.doubts.map((doubt) => ({ ...doubt, id: doubt.kind })),
  ]
  const changes = found
    .slice(0, ROWS_SHOWN)
    .map(({ id, layer, at, amountMm }) => [
      '',
      id,
      layer,
      `at ${place(at)}`,
      amountMm > 0 ? `${amountMm.toPrecision(3)} mm` : '',
    ])
  return [
    `Paths\n${withMore(paths, drawing.paths.count)}`,
    `Repairs and doubts (${String(drawing.joinCount)} ends joined)\n${withMore(changes, found.length)}`,
  ]
}

function jsonOf({ joinCount, repairs, doubts, bounds }: CleanDrawing) {
  return { joinCount, repairs, doubts, bounds }
}

/** What is amiss with the file itself, a sentence each. */
function tellNotes(context: CommandContext, source: string, opened: OpenedDrawing): void {
  const { report, unknownCodePage } = opened
  const { faults, complete } = report.source
  if (unknownCodePage !== null) {
    context.writeNote(
      `${source}: code page ${unknownCodePage} is not known; words are read as Windows 1252.`,
    )
  }
  for (const { type, layer, line, message } of faults) {
    context.writeNote(
      `${source}: line ${String(line)} ${type} on layer ${layer} ${message}; left out.`,
    )
  }
  for (const { type, inFile, accountedFor } of report.censusGaps) {
    context.writeNote(
      `${source}: holds ${String(inFile)} ${type}, of which ${String(accountedFor)} are accounted for.`,
    )
  }
  for (const block of report.missingBlocks) {
    context.writeNote(`${source}: block ${block} is put in and is not in the file.`)
  }
  for (const block of report.externalBlocks) {
    context.writeNote(`${source}: block ${block} is drawn in another file, which is not read.`)
  }
  if (!complete) context.writeNote(`${source}: ends without its EOF mark; it may be cut short.`)
}

function tellInfo(context: CommandContext, source: string, imported: OpenedDrawing): void {
  const { report, drawing } = imported
  if (context.json) {
    const whole = drawing === null ? null : { ...jsonOf(drawing), paths: cleanPaths(drawing) }
    writeJson(context, 'rmos.dxf-info', { version: 1, source, report, drawing: whole })
    return
  }
  const { header, layers, tally } = report.source
  const rows = tally.map(({ type, layer, fate, reason, count }) => [
    '',
    type,
    layer,
    String(count),
    reason === '' ? fate : `${fate}: ${reason}`,
  ])
  const hidden = layers.filter(({ shown }) => !shown).map(({ name }) => name)
  const unit = report.units.kind === 'settled' ? report.units.unit : 'not settled'
  context.writeResult(
    [
      `${source}: ${header.version ?? 'version not told'}, unit ${unit}, ${String(layers.length)} layers${hidden.length > 0 ? `, switched off: ${hidden.join(', ')}` : ''}`,
      `Entities\n${textTable(rows)}`,
      ...(drawing === null ? [] : drawingText(drawing)),
    ].join('\n\n'),
  )
  tellNotes(context, source, imported)
}

function info(
  context: CommandContext,
  path: string,
  options: Parameters<typeof openDrawingFile>[1],
): ExitCode {
  const imported = openDrawingFile(path, options)
  if (!imported.ok) {
    context.writeNote(imported.error.message)
    return imported.error.kind === 'missing' ? EXIT.inputNotFound : EXIT.invalidData
  }
  const source = basename(path)
  tellInfo(context, source, imported.value)
  const question = unitQuestion(source, imported.value.report.units)
  for (const sentence of question) context.writeNote(sentence)
  return question.length > 0 ? EXIT.verificationFailed : EXIT.done
}

/** `dxf info`: what a drawing holds, what was left out and why, what was repaired and what is in doubt. */
export const dxfInfo: Command = {
  name: 'dxf info',
  summary: 'layers, entities and paths of a DXF; what is left out and why, what was repaired',
  usage: `Usage: rmos dxf info FILE [--units U] [--json]
${DXF_OPTIONS_USAGE}
Exit 2 when the unit must be told, 65 when the file is refused.
Example: rmos dxf info top.dxf --units mm`,
  options: DXF_OPTIONS,
  run: ({ values, positionals }, context) => {
    const [path] = positionals
    if (path === undefined)
      return Promise.resolve(tellUsage(context, 'dxf info', 'name a DXF file'))
    const options = dxfOptionsOf(values)
    return Promise.resolve(
      typeof options === 'string'
        ? tellUsage(context, 'dxf info', options)
        : info(context, path, options),
    )
  },
}
