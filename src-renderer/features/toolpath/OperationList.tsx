import { ArrowDown, ArrowUp } from 'lucide-react'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import { newPocket, uncutPockets } from '#core/rosette/drawn-operation.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { formatDuration } from '../../session/time-text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { operationsStrings as words } from './operations.strings.ts'
import { type OperationRow, withOperation, withOperationMoved } from './operations.view-model.ts'
import { useToolpath } from './toolpath.store.ts'
import { formatTravel } from './toolpath.view-model.ts'

function stateText(row: OperationRow, planning: { readonly share: number } | null): string {
  if (row.operation?.on === false) return words.off
  if (row.depthMm === null) return words.needsDepth
  // an older path may still be on the screen while the new one is planned
  const isPlanning = planning !== null && row.operation !== null
  if (row.planned !== null && !isPlanning) return words.ready
  if (planning === null) return words.notPlanned
  return words.planning(`${String(Math.round(100 * planning.share))} %`)
}

/** Switch and places of an operation on drawn paths. */
function RowControls({
  plan,
  operation,
  name,
}: {
  plan: Plan
  operation: PlanOperation
  name: string
}) {
  const edit = usePlan((state) => state.edit)
  const index = plan.operations.findIndex(({ id }) => id === operation.id)
  const move = (by: -1 | 1) => () => {
    edit((now) => withOperationMoved(now, operation.id, by))
  }
  return (
    <span className="operation-controls">
      <IconButton label={words.earlier(name)} disabled={index === 0} onClick={move(-1)}>
        <ArrowUp size={16} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={words.later(name)}
        disabled={index === plan.operations.length - 1}
        onClick={move(1)}
      >
        <ArrowDown size={16} aria-hidden="true" />
      </IconButton>
      <input
        type="checkbox"
        aria-label={words.turnOn(name)}
        checked={operation.on}
        onChange={({ target }) => {
          const on = target.checked
          edit((now) => withOperation(now, operation.id, (one) => ({ ...one, on })))
        }}
      />
    </span>
  )
}

function Row({
  row,
  plan,
  number,
  isShown,
  onOpen,
}: {
  row: OperationRow
  plan: Plan
  number: number
  isShown: boolean
  onOpen: (row: OperationRow) => void
}) {
  const unit = useUnits()
  const { tools } = useLibrary()
  const planning = useToolpath((state) => state.planning)
  const { operation, planned, depthMm } = row
  const name = row.stage === 'soundhole' ? words.soundhole : row.name
  const tool = tools.find(({ id }) => id === row.toolId)?.name ?? words.toolUnknown
  const depth = depthMm === null ? words.depthUnknown : formatLength(depthMm, unit)
  return (
    <li className={classNames('operation', operation?.on === false && 'operation-off')}>
      <button
        type="button"
        aria-pressed={isShown}
        className={classNames('operation-main', isShown && 'program-on')}
        onClick={() => {
          onOpen(row)
        }}
      >
        <span className="program-number">{number}</span>
        <span>
          <strong>{name}</strong>
          <span className="caption">
            {words.kinds[row.stage]} · {tool} · {depth}
          </span>
          <span className="caption">
            {planned === null
              ? stateText(row, planning)
              : `${stateText(row, planning)} · ${formatDuration(planned.seconds)} · ${formatTravel(planned.lengthMm, unit)}`}
          </span>
        </span>
      </button>
      {operation !== null && <RowControls plan={plan} operation={operation} name={name} />}
    </li>
  )
}

/** Drawn paths that are to be pockets and that nothing cuts. */
function UncutPockets({ plan }: { plan: Plan }) {
  const edit = usePlan((state) => state.edit)
  return uncutPockets(plan).map(({ id, name }) => (
    <p key={id} className="operation-uncut">
      {words.uncut(name)}{' '}
      <Button
        size="small"
        onClick={() => {
          edit((now) => ({ ...now, operations: [...now.operations, newPocket(now, id)] }))
        }}
      >
        {words.add}
      </Button>
    </p>
  ))
}

/** Every cut of the plan in the order of work; those on drawn paths can be changed here. */
export function OperationList({
  plan,
  rows,
  shownProgramId,
  onOpen,
}: {
  plan: Plan
  rows: readonly OperationRow[]
  shownProgramId: string | null
  onOpen: (row: OperationRow) => void
}) {
  const seconds = rows.reduce((sum, { planned }) => sum + (planned?.seconds ?? 0), 0)
  return (
    <>
      <ol className="operations" aria-label={words.title}>
        {rows.map((row, index) => (
          <Row
            key={row.key}
            row={row}
            plan={plan}
            number={index + 1}
            isShown={row.planned !== null && row.planned.programId === shownProgramId}
            onOpen={onOpen}
          />
        ))}
      </ol>
      <UncutPockets plan={plan} />
      {seconds > 0 && (
        <p className="operations-total">
          {words.total} <strong>{formatDuration(seconds)}</strong>
        </p>
      )}
    </>
  )
}
