import type { Plan } from '#core/rosette/plan.schema.ts'
import type { FieldRange } from '../../ui/quantity.ts'
import { CUTTING_NUMBERS } from '../../session/cutting-numbers.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import type { FieldId } from './help.strings.ts'
import { PlanField, type FieldKind } from './PlanField.tsx'
import { rosetteStrings } from './rosette.strings.ts'
import { SawFields } from './SawFields.tsx'

type Cutting = Plan['cutting']
type Stock = Plan['stock']
type NumbersOf<T> = { [K in keyof T]: T[K] extends number | null ? K : never }[keyof T]

interface Row<K> {
  readonly key: K
  readonly field: FieldId
  readonly kind: FieldKind
  readonly range: FieldRange
  readonly step: number
}

const CUTTING_ROWS: readonly Row<NumbersOf<Cutting>>[] = [
  { key: 'spindleRpm', field: 'spindle', ...CUTTING_NUMBERS.spindleRpm },
  { key: 'feedMmPerMin', field: 'feed', ...CUTTING_NUMBERS.feedMmPerMin },
  { key: 'plungeMmPerMin', field: 'plunge', ...CUTTING_NUMBERS.plungeMmPerMin },
  { key: 'maxDepthPerPassMm', field: 'depthPerPass', ...CUTTING_NUMBERS.maxDepthPerPassMm },
  { key: 'stepoverRatio', field: 'stepover', ...CUTTING_NUMBERS.stepoverRatio },
  { key: 'finishAllowanceMm', field: 'finish', ...CUTTING_NUMBERS.finishAllowanceMm },
  {
    key: 'clearancePerSideMm',
    field: 'clearance',
    kind: 'length',
    range: { min: 0, max: 0.76 },
    step: 0.01,
  },
  { key: 'safeHeightMm', field: 'safeHeight', ...CUTTING_NUMBERS.safeHeightMm },
]

/** Machine, bit, speeds and depths. */
export function CuttingInspector({ plan }: { plan: Plan }) {
  const edit = usePlan((state) => state.edit)
  const { machines, tools } = useLibrary()
  const set = (part: Partial<Cutting>) => (now: Plan) => ({
    ...now,
    cutting: { ...now.cutting, ...part },
  })
  return (
    <div className="fields">
      <SelectField
        label={rosetteStrings.machine}
        value={plan.cutting.machineId}
        options={machines
          .filter(({ kind }) => kind !== 'saw-slide')
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(machineId) => {
          edit(set({ machineId }))
        }}
      />
      <SelectField
        label={rosetteStrings.tool}
        value={plan.cutting.toolId}
        options={tools.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(toolId) => {
          edit(set({ toolId }))
        }}
      />
      <div className="field-row">
        <span>{rosetteStrings.direction}</span>
        <Segmented
          label={rosetteStrings.direction}
          value={plan.cutting.direction}
          options={(['climb', 'conventional'] as const).map((value) => ({
            value,
            label: rosetteStrings.directions[value],
          }))}
          onChange={(direction) => {
            edit(set({ direction }))
          }}
        />
      </div>
      {CUTTING_ROWS.map(({ key, ...row }) => (
        <PlanField
          key={key}
          {...row}
          value={plan.cutting[key]}
          change={(now, value) => set({ [key]: value })(now)}
        />
      ))}
      <PlanField
        field="stickout"
        kind="length"
        value={plan.cutting.stickoutMm}
        range={{ min: 1, max: 150 }}
        step={0.5}
        change={(now, stickoutMm) => set({ stickoutMm })(now)}
        clear={set({ stickoutMm: null })}
      />
    </div>
  )
}

const STOCK_ROWS: readonly Row<NumbersOf<Stock>>[] = [
  { key: 'kerfMm', field: 'kerf', kind: 'length', range: { min: 0.01, max: 10 }, step: 0.05 },
  { key: 'veneerMm', field: 'veneer', kind: 'length', range: { min: 0.05, max: 10 }, step: 0.05 },
  { key: 'trimMm', field: 'trim', kind: 'length', range: { min: 0, max: 200 }, step: 1 },
  { key: 'spareTiles', field: 'spareTiles', kind: 'count', range: { min: 0, max: 200 }, step: 1 },
  { key: 'logCount', field: 'logCount', kind: 'count', range: { min: 1, max: 50 }, step: 1 },
  { key: 'glueLineMm', field: 'glueLine', kind: 'length', range: { min: 0, max: 0.5 }, step: 0.01 },
  {
    key: 'planeAllowanceMm',
    field: 'planeAllowance',
    kind: 'length',
    range: { min: 0, max: 5 },
    step: 0.05,
  },
  {
    key: 'squareAllowanceMm',
    field: 'squareAllowance',
    kind: 'length',
    range: { min: 0, max: 50 },
    step: 0.5,
  },
  { key: 'wasteRatio', field: 'waste', kind: 'percent', range: { min: 0, max: 2 }, step: 0.05 },
]

/** The log and the saw. */
export function StockInspector({ plan }: { plan: Plan }) {
  const set = (part: Partial<Stock>) => (now: Plan) => ({
    ...now,
    stock: { ...now.stock, ...part },
  })
  return (
    <div className="fields">
      {STOCK_ROWS.map(({ key, ...row }) => (
        <PlanField
          key={key}
          {...row}
          value={plan.stock[key]}
          change={(now, value) => set({ [key]: value })(now)}
          {...(key === 'kerfMm' && { clear: set({ kerfMm: null }) })}
        />
      ))}
      <SawFields plan={plan} />
    </div>
  )
}
