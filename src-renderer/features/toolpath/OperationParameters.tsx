import { ArrowLeft, Trash2 } from 'lucide-react'
import { pathsFor } from '#core/rosette/drawn-operation.ts'
import { withoutOperation } from '#core/rosette/new-operation.ts'
import { OPERATION_KINDS } from '#core/rosette/operation-kinds.ts'
import type { PlanOperation, PlanOperationOf } from '#core/rosette/plan-operation.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { liesWithin } from '#core/rosette/pocket-shape.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { type NumberRow, numberOf, rowsOf, withNumber } from './operation-numbers.ts'
import { SidePicture } from './OperationPicture.tsx'
import { operationsStrings as words } from './operations.strings.ts'
import { DirectionField, ParameterField } from './ParameterField.tsx'
import { withOperation } from './operations.view-model.ts'

/** Changes one operation of the open plan, as one step of undo. */
function changeOperation(
  id: string,
  change: (operation: PlanOperation) => PlanOperation,
  gesture?: string,
): void {
  usePlan.getState().edit((plan) => withOperation(plan, id, change), gesture)
}

function NumberField({ operation, row }: { operation: PlanOperation; row: NumberRow }) {
  const { key } = row
  return (
    <ParameterField
      row={row}
      value={numberOf(operation, key) ?? null}
      onChange={(value, whileDragging) => {
        const gesture = whileDragging ? `${operation.id}:${key}` : undefined
        changeOperation(operation.id, (now) => withNumber(now, key, value), gesture)
      }}
    />
  )
}

function withPath(operation: PlanOperation, pathId: string, isIn: boolean): PlanOperation {
  if (!('pathIds' in operation)) return operation
  const others = operation.pathIds.filter((id) => id !== pathId)
  return { ...operation, pathIds: isIn ? [...others, pathId] : others }
}

/** Paths to choose from: of an area the islands in it, else all that its kind can cut. */
function pathChoices(plan: Plan, operation: PlanOperation) {
  if (!('pathIds' in operation)) return []
  const fitting = pathsFor(operation.kind, plan)
  if (OPERATION_KINDS[operation.kind].takes !== 'area') return fitting
  const outer = plan.drawnPaths.find(({ id }) => id === operation.pathIds[0])
  return fitting.filter(
    ({ id, path }) => outer !== undefined && id !== outer.id && liesWithin(path, outer.path),
  )
}

/** Islands of an area, or the paths that are each cut by themselves; one always stays. */
function Paths({ plan, operation }: { plan: Plan; operation: PlanOperation }) {
  const choices = pathChoices(plan, operation)
  if (choices.length === 0 || !('pathIds' in operation)) return null
  const isArea = OPERATION_KINDS[operation.kind].takes === 'area'
  const { pathIds } = operation
  return (
    <fieldset className="operation-islands">
      <legend>{isArea ? words.islands : words.paths}</legend>
      {choices.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={pathIds.includes(id)}
            disabled={pathIds.length === 1 && pathIds[0] === id}
            onChange={({ target }) => {
              changeOperation(operation.id, (now) => withPath(now, id, target.checked))
            }}
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  )
}

function Side({ id, side }: Pick<PlanOperationOf<'profile'>, 'id' | 'side'>) {
  return (
    <div className="field-row">
      <span>{words.side}</span>
      <SidePicture side={side} />
      <Segmented
        label={words.side}
        value={side}
        options={(['outside', 'inside', 'on'] as const).map((value) => ({
          value,
          label: words.sides[value],
        }))}
        onChange={(next) => {
          changeOperation(id, (one) => (one.kind === 'profile' ? { ...one, side: next } : one))
        }}
      />
    </div>
  )
}

/** What of an operation is chosen and not typed: bit, wood, side. */
function Choices({ operation }: { operation: PlanOperation }) {
  const { tools, materials } = useLibrary()
  const { id } = operation
  return (
    <>
      <SelectField
        label={words.tool}
        value={operation.toolId}
        options={tools.map((tool) => ({ value: tool.id, label: tool.name }))}
        onChange={(toolId) => {
          changeOperation(id, (one) => ({ ...one, toolId }))
        }}
      />
      {operation.kind === 'inlayMale' && (
        <SelectField
          label={words.material}
          value={operation.materialId}
          options={materials.map((material) => ({ value: material.id, label: material.name }))}
          onChange={(materialId) => {
            changeOperation(id, (one) => (one.kind === 'inlayMale' ? { ...one, materialId } : one))
          }}
        />
      )}
      {operation.kind === 'profile' && <Side id={id} side={operation.side} />}
    </>
  )
}

/** The numbers of one operation on drawn paths; each change is kept by itself and can be undone. */
export function OperationParameters(props: {
  plan: Plan
  operation: PlanOperation
  name: string
  onClose: () => void
}) {
  const { plan, operation, name, onClose } = props
  const edit = usePlan((state) => state.edit)
  return (
    <section
      className="operation-parameters"
      aria-label={words.parameters(operation.kind, name)}
      onKeyDown={({ key, target }) => {
        if (key === 'Escape' && !(target instanceof HTMLInputElement)) onClose()
      }}
    >
      <Button size="small" look="quiet" icon={<ArrowLeft size={16} />} onClick={onClose}>
        {words.close}
      </Button>
      <h2>{words.parameters(operation.kind, name)}</h2>
      {operation.kind === 'rest' && <p className="caption">{words.restOf(name)}</p>}
      {operation.kind === 'inlayMale' && <p className="caption">{words.pieceOf(name)}</p>}
      <div className="fields">
        <Choices operation={operation} />
        {rowsOf(operation).map((row) => (
          <NumberField key={row.key} operation={operation} row={row} />
        ))}
        {'direction' in operation && (
          <DirectionField
            direction={operation.direction}
            onChange={(direction) => {
              changeOperation(operation.id, (one) =>
                'direction' in one ? { ...one, direction } : one,
              )
            }}
          />
        )}
      </div>
      <Paths plan={plan} operation={operation} />
      <Button
        size="small"
        look="quiet"
        icon={<Trash2 size={16} />}
        onClick={() => {
          edit((now) => withoutOperation(now, operation.id))
          onClose()
        }}
      >
        {words.remove}
      </Button>
    </section>
  )
}
