import { drawnOperations } from '#core/rosette/drawn-operation.ts'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import type { Plan, RingOf } from '#core/rosette/plan.schema.ts'
import { useLibrary } from '../../../session/library.store.ts'
import { SelectField } from '../../../ui/Choice.tsx'
import { numberOf, withNumber } from '../operation-numbers.ts'
import { operationsStrings } from '../operations.strings.ts'
import { withOperation } from '../operations.view-model.ts'
import { DirectionField, ParameterField } from '../ParameterField.tsx'
import { useCompare } from './compare.store.ts'
import { compareStrings as words } from './compare.strings.ts'
import { CUTTING_ROWS, setUpRowsOf, SHELL_ROWS } from './set-up-numbers.ts'

type Cutting = Plan['cutting']
type Shell = RingOf<'shell'>

const changeTried = (change: (tried: Plan) => Plan, gesture?: string) => {
  useCompare.getState().change(change, gesture)
}

const changeCutting = (part: Partial<Cutting>, gesture?: string) => {
  changeTried((tried) => ({ ...tried, cutting: { ...tried.cutting, ...part } }), gesture)
}

function BitField({ value, onChange }: { value: string; onChange: (toolId: string) => void }) {
  const { tools } = useLibrary()
  return (
    <SelectField
      label={words.tool}
      value={value}
      options={tools.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  )
}

/** How the rosette itself is cut. */
function CuttingFields({ cutting }: { cutting: Cutting }) {
  const { machines } = useLibrary()
  return (
    <div className="fields">
      <SelectField
        label={words.machine}
        value={cutting.machineId}
        options={machines
          .filter(({ kind }) => kind !== 'saw-slide')
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(machineId) => {
          changeCutting({ machineId })
        }}
      />
      <BitField
        value={cutting.toolId}
        onChange={(toolId) => {
          changeCutting({ toolId })
        }}
      />
      {CUTTING_ROWS.map((row) => (
        <ParameterField
          key={row.key}
          row={row}
          value={cutting[row.key]}
          emptyText={words.asRecorded}
          onChange={(value, whileDragging) => {
            changeCutting({ [row.key]: value }, whileDragging ? row.key : undefined)
          }}
        />
      ))}
      <DirectionField
        direction={cutting.direction}
        onChange={(direction) => {
          changeCutting({ direction })
        }}
      />
    </div>
  )
}

/** How the pieces of one ring of shell are cut. */
function ShellFields({ ring }: { ring: Shell }) {
  const change = (part: Partial<Shell['cutting']>, gesture?: string) => {
    changeTried(
      (tried) => ({
        ...tried,
        rings: tried.rings.map((one) =>
          one.id === ring.id && one.kind === 'shell'
            ? { ...one, cutting: { ...one.cutting, ...part } }
            : one,
        ),
      }),
      gesture,
    )
  }
  return (
    <div className="fields">
      <BitField
        value={ring.cutting.toolId}
        onChange={(toolId) => {
          change({ toolId })
        }}
      />
      {SHELL_ROWS.map((row) => (
        <ParameterField
          key={row.key}
          row={row}
          value={ring.cutting[row.key]}
          onChange={(value, whileDragging) => {
            change({ [row.key]: value }, whileDragging ? `${ring.id}:${row.key}` : undefined)
          }}
        />
      ))}
    </div>
  )
}

/** How one operation on drawn paths is cut. */
function OperationFields({ operation }: { operation: PlanOperation }) {
  const { id } = operation
  const change = (make: (one: PlanOperation) => PlanOperation, gesture?: string) => {
    changeTried((tried) => withOperation(tried, id, make), gesture)
  }
  return (
    <div className="fields">
      <BitField
        value={operation.toolId}
        onChange={(toolId) => {
          change((one) => ({ ...one, toolId }))
        }}
      />
      {setUpRowsOf(operation).map((row) => (
        <ParameterField
          key={row.key}
          row={row}
          value={numberOf(operation, row.key) ?? null}
          onChange={(value, whileDragging) => {
            const gesture = whileDragging ? `${id}:${row.key}` : undefined
            change((one) => withNumber(one, row.key, value), gesture)
          }}
        />
      ))}
      {'direction' in operation && (
        <DirectionField
          direction={operation.direction}
          onChange={(direction) => {
            change((one) => ('direction' in one ? { ...one, direction } : one))
          }}
        />
      )}
    </div>
  )
}

/** Everything that can be chosen for the set-up that is tried. */
export function SetUpFields({ tried }: { tried: Plan }) {
  const shell = tried.rings.filter((ring) => ring.kind === 'shell')
  return (
    <>
      <details className="set-up-part" open>
        <summary>{words.rosette}</summary>
        <CuttingFields cutting={tried.cutting} />
      </details>
      {shell.map((ring) => (
        <details key={ring.id} className="set-up-part">
          <summary>{ring.name}</summary>
          <ShellFields ring={ring} />
        </details>
      ))}
      {drawnOperations(tried).map(({ operation, name }) => (
        <details key={operation.id} className="set-up-part">
          <summary>{operationsStrings.parameters(operation.kind, name)}</summary>
          <OperationFields operation={operation} />
        </details>
      ))}
    </>
  )
}
