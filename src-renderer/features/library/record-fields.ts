import type { ShopRecordKind } from '#core/library/shop-records.schema.ts'
import type { RecordFieldId } from './field-help.strings.ts'

/** How a number of a record is typed and shown. */
export type NumberKind =
  | 'length'
  | 'feed'
  | 'count'
  | 'rpm'
  | 'acceleration'
  | 'density'
  | 'percent'
  | 'factor'
  | 'seconds'

interface FieldBase {
  readonly field: RecordFieldId
  /** Keys from the record down. */
  readonly path: readonly string[]
}
/** A number with its bounds; `optional` may be not measured. */
export interface NumberField extends FieldBase {
  readonly type: 'number'
  readonly kind: NumberKind
  readonly range: { readonly min: number; readonly max: number }
  readonly step: number
  readonly optional: boolean
}
/** Words; `lines` tells how many are shown. */
export interface WordsField extends FieldBase {
  readonly type: 'words'
  readonly maxLength: number
  readonly lines: number
  /** A record must have one. */
  readonly required: boolean
}
/** One of a few. */
export interface ChoiceField extends FieldBase {
  readonly type: 'choice'
  readonly values: readonly (string | boolean)[]
  /** Where its words stand in the catalogue. */
  readonly words: string
}
/** A colour of the drawing. */
export interface ColourField extends FieldBase {
  readonly type: 'colour'
}
/** Any field of a record. */
export type RecordField = NumberField | WordsField | ChoiceField | ColourField

type Bounds = readonly [min: number, max: number, step: number]

function number(
  field: RecordFieldId,
  kind: NumberKind,
  [min, max, step]: Bounds,
  path: readonly string[] = [field],
): NumberField {
  return { type: 'number', field, path, kind, range: { min, max }, step, optional: false }
}

/** A number that nobody may have measured yet. */
function open(field: RecordFieldId, kind: NumberKind, bounds: Bounds): NumberField {
  return { ...number(field, kind, bounds), optional: true }
}

const words = (
  field: RecordFieldId,
  maxLength: number,
  lines: number,
  required: boolean,
): WordsField => ({
  type: 'words',
  field,
  path: [field],
  maxLength,
  lines,
  required,
})

const name = words('name', 80, 1, true)
const source = words('source', 300, 2, true)
const axes = (
  field: 'travel' | 'rate' | 'acceleration',
  key: string,
  kind: NumberKind,
  bounds: Bounds,
): readonly NumberField[] =>
  (['x', 'y', 'z'] as const).map((axis) =>
    number(`${field}${axis.toUpperCase() as 'X' | 'Y' | 'Z'}`, kind, bounds, [key, axis]),
  )

/** The fields of each kind of record, in the order one decides them. */
export const RECORD_FIELDS: Readonly<Record<ShopRecordKind, readonly RecordField[]>> = {
  tool: [
    name,
    number('diameterMm', 'length', [0.05, 50, 0.05]),
    open('flutes', 'count', [1, 8, 1]),
    open('stickoutMm', 'length', [0.5, 150, 0.5]),
    open('fluteLengthMm', 'length', [0.1, 100, 0.5]),
    open('shankDiameterMm', 'length', [0.5, 50, 0.05]),
    {
      type: 'choice',
      field: 'shape',
      path: ['shape'],
      values: ['downcut', 'upcut', 'compression', 'straight', 'fishtail'],
      words: 'shape',
    },
    {
      type: 'choice',
      field: 'centreCutting',
      path: ['centreCutting'],
      values: [true, false],
      words: 'centreCutting',
    },
    open('maxSpindleRpm', 'rpm', [1, 120_000, 500]),
    open('runoutMm', 'length', [0, 1, 0.005]),
    open('toolNumber', 'count', [1, 9999, 1]),
    source,
  ],
  blade: [
    name,
    {
      type: 'choice',
      field: 'bladeKind',
      path: ['kind'],
      values: ['fine', 'carbide'],
      words: 'bladeKind',
    },
    number('diameterMm', 'length', [20, 500, 1]),
    number('teeth', 'count', [8, 400, 1]),
    open('maxRpm', 'rpm', [1, 60_000, 100]),
    open('kerfMm', 'length', [0.05, 10, 0.05]),
    open('plateMm', 'length', [0.05, 10, 0.05]),
    open('flangeDiameterMm', 'length', [1, 300, 1]),
    open('boreMm', 'length', [1, 60, 0.5]),
    source,
  ],
  material: [
    name,
    {
      type: 'choice',
      field: 'cuttingClass',
      path: ['cuttingClass'],
      values: ['softwood', 'hardwood', 'exotic', 'shell'],
      words: 'cuttingClass',
    },
    open('densityKgPerM3', 'density', [50, 3000, 10]),
    open('radialMovementPerPercent', 'percent', [0, 0.02, 0.0001]),
    open('tangentialMovementPerPercent', 'percent', [0, 0.02, 0.0001]),
    open('burnFactor', 'factor', [0.1, 5, 0.1]),
    { type: 'colour', field: 'colour', path: ['colour'] },
    words('dustWarning', 300, 2, false),
    source,
  ],
  machine: [
    name,
    ...axes('travel', 'travelMm', 'length', [1, 10_000, 10]),
    ...axes('rate', 'maxRateMmPerMin', 'feed', [1, 100_000, 100]),
    ...axes('acceleration', 'accelerationMmPerS2', 'acceleration', [1, 100_000, 10]),
    number('junctionDeviationMm', 'length', [0.001, 1, 0.005]),
    number('arcToleranceMm', 'length', [0.0005, 1, 0.001]),
    number('minRpm', 'rpm', [0, 120_000, 500], ['spindle', 'minRpm']),
    number('maxSpindle', 'rpm', [1, 120_000, 500], ['spindle', 'maxRpm']),
    number('spinUpSeconds', 'seconds', [0.5, 60, 0.5], ['spindle', 'spinUpSeconds']),
    open('colletDiameterMm', 'length', [0.5, 50, 0.05]),
    open('otherColletDiameterMm', 'length', [0.5, 50, 0.05]),
    open('colletNutDiameterMm', 'length', [1, 200, 0.5]),
    open('backlashMm', 'length', [0, 5, 0.005]),
    open('toolSensorXMm', 'length', [-10_000, 10_000, 0.5]),
    open('toolSensorYMm', 'length', [-10_000, 10_000, 0.5]),
    open('toolSensorStartZMm', 'length', [-10_000, 10_000, 0.5]),
    source,
  ],
}
