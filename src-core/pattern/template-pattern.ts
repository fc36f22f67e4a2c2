import { closingPitch, type ClosingPitch } from '../geometry/closing-pitch.ts'
import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { resized, sizeProblem } from './grid.ts'
import { removeUnusedColours } from './palette.ts'
import { PATTERN_KEYS, type Pattern, type VeneerColour } from './pattern.schema.ts'
import { celtic } from './templates/celtic.ts'
import { chevron } from './templates/chevron.ts'
import { diamond } from './templates/diamond.ts'
import { herringbone } from './templates/herringbone.ts'
import { ladder } from './templates/ladder.ts'
import { rope } from './templates/rope.ts'
import {
  type Template,
  TEMPLATE_PARAMETER_IDS,
  TEMPLATE_ROLES,
  type TemplateId,
  type TemplateRole,
  type TemplateValues,
} from './templates/template.ts'
import { wave } from './templates/wave.ts'
import { wheat } from './templates/wheat.ts'

/** All templates, in the order they are offered. */
export const TEMPLATES: readonly Template[] = [
  rope,
  herringbone,
  wheat,
  ladder,
  chevron,
  diamond,
  wave,
  celtic,
]

/** The template of an id. */
export function templateOf(id: TemplateId): Template {
  const template = TEMPLATES.find((candidate) => candidate.id === id)
  if (template === undefined) throw new Error(`no template ${id}`)
  return template
}

/** What a template is asked for: its own defaults hold where nothing is said. */
export interface TemplateWish {
  readonly values?: Partial<TemplateValues>
  readonly veneers?: Partial<Record<TemplateRole, Omit<VeneerColour, 'key'>>>
}

/** A template's values with its defaults where nothing is said; parameters it lacks are 0. */
export function templateValues(
  template: Template,
  values: Partial<TemplateValues>,
): TemplateValues {
  const own = new Map(template.parameters.map((spec) => [spec.id, values[spec.id] ?? spec.default]))
  const entries = TEMPLATE_PARAMETER_IDS.map((id) => [id, own.get(id) ?? 0] as const)
  return Object.fromEntries(entries) as TemplateValues
}

function valueProblem(template: Template, values: TemplateValues): DataProblem | null {
  for (const { id, min, max, step } of template.parameters) {
    const value = values[id]
    const refused = (message: string) => dataProblem(template.id, id, message)
    if (!Number.isInteger(value)) return refused(`${String(value)} is not a whole number`)
    if (value < min) return refused(`${String(value)} is below the limit ${String(min)}`)
    if (value > max) return refused(`${String(value)} is above the limit ${String(max)}`)
    if ((value - min) % step !== 0) {
      return refused(`${String(value)} is not ${String(min)} and a multiple of ${String(step)}`)
    }
  }
  const left = values.rows - 2 * values.edgeRows
  if (left >= 1) return null
  const message = `${String(values.edgeRows)} on both sides leave nothing of ${String(values.rows)} rows`
  return dataProblem(template.id, 'edgeRows', message)
}

/** What a cell of a template is for, edges and phase included; columns go on without an end. */
export function templateRoleAt(
  template: Template,
  values: TemplateValues,
  row: number,
  column: number,
): TemplateRole {
  const rows = values.rows - 2 * values.edgeRows
  const inner = row - values.edgeRows
  if (inner < 0 || inner >= rows) return 'edge'
  return template.roleAt(values, { row: inner, rows, column: column + values.phase })
}

/**
 * The tile a template makes: whole repeats, so that its last column joins the next tile's first. Refuses
 * a value outside its range and a tile beyond `PATTERN_LIMITS`, naming the parameter.
 */
export function patternOfTemplate(
  template: Template,
  wish: TemplateWish,
): Result<Pattern, DataProblem> {
  const values = templateValues(template, wish.values ?? {})
  const columns = values.repeats * template.repeatColumns(values)
  const problem = valueProblem(template, values) ?? sizeProblem(values.rows, columns)
  if (problem !== null) return failure(problem)
  const roles = TEMPLATE_ROLES.filter((role) => template.roles[role] !== undefined)
  const keys = new Map(roles.map((role, index) => [role, PATTERN_KEYS.charAt(index)]))
  const palette = roles.flatMap((role) => {
    const veneer = wish.veneers?.[role] ?? template.roles[role]
    return veneer === undefined ? [] : [{ key: keys.get(role) ?? '', ...veneer }]
  })
  const drawn = resized({ palette, rows: [] }, values.rows, columns, (row, column) => {
    return keys.get(templateRoleAt(template, values, row, column)) ?? ''
  })
  return drawn.ok ? success(removeUnusedColours(drawn.value)) : drawn
}

/** How a template's repeats close on a ring of tiles. */
export interface TemplateFit extends ClosingPitch {
  readonly tileCount: number
  /** Columns of one tile. */
  readonly columns: number
  /** Width of one column at the ring's middle when it closes, mm. */
  readonly columnWidthMm: number
}

/**
 * How many tiles of whole repeats close on the middle of a ring when a column is to be about
 * `columnWidthMm` wide, and by how much the pitch of one repeat changes for it. At least 4 tiles; an
 * even number where neighbours alternate.
 */
export function fitTemplate(
  template: Template,
  values: TemplateValues,
  ring: {
    readonly middleRadiusMm: number
    readonly columnWidthMm: number
    readonly evenTileCount: boolean
  },
): TemplateFit {
  const { repeats } = values
  const repeatColumns = template.repeatColumns(values)
  const pitchMm = repeatColumns * ring.columnWidthMm
  const step = ring.evenTileCount ? 2 : 1
  const free = closingPitch(pitchMm, ring.middleRadiusMm, repeats * step)
  const fewest = 4 * repeats
  const fit = free.repeatCount >= fewest ? free : closingPitch(pitchMm, ring.middleRadiusMm, fewest)
  return {
    ...fit,
    tileCount: fit.repeatCount / repeats,
    columns: repeats * repeatColumns,
    columnWidthMm: fit.closedPitchMm / repeatColumns,
  }
}
