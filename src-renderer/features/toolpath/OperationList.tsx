import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import { uncutPaths } from '#core/rosette/drawn-operation.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { formatDuration } from '../../session/time-text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { operationsStrings as words } from './operations.strings.ts'
import {
  neighbourIndex,
  type OperationRow,
  withOperation,
  withOperationMoved,
} from './operations.view-model.ts'
import { useToolpath } from './toolpath.store.ts'
import { formatTravel } from './toolpath.view-model.ts'

/** What a cut is: of an operation its kind, else what its stage cuts. */
function kindText({ stage, operation }: OperationRow): string {
  if (operation !== null) return words.kinds[operation.kind].title
  return stage in words.stageCuts ? words.stageCuts[stage as keyof typeof words.stageCuts] : ''
}

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
  const isEnd = (by: -1 | 1) => neighbourIndex(plan, operation.id, by) < 0
  const move = (by: -1 | 1) => () => {
    edit((now) => withOperationMoved(now, operation.id, by))
  }
  return (
    <span className="operation-controls">
      <IconButton label={words.earlier(name)} disabled={isEnd(-1)} onClick={move(-1)}>
        <ArrowUp size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label={words.later(name)} disabled={isEnd(1)} onClick={move(1)}>
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
            {kindText(row)} · {tool} · {depth}
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

/** Drawn paths that are to be cut and that nothing cuts. */
function UncutPaths({ plan, onAdd }: { plan: Plan; onAdd: (pathId: string) => void }) {
  return uncutPaths(plan).map(({ id, name }) => (
    <p key={id} className="operation-uncut">
      {words.uncut(name)}{' '}
      <Button
        size="small"
        onClick={() => {
          onAdd(id)
        }}
      >
        {words.cutIt(name)}
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
  onAdd,
}: {
  plan: Plan
  rows: readonly OperationRow[]
  shownProgramId: string | null
  onOpen: (row: OperationRow) => void
  /** With the path it is for, where that is known. */
  onAdd: (pathId: string | null) => void
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
      <Button
        icon={<Plus size={16} aria-hidden="true" />}
        onClick={() => {
          onAdd(null)
        }}
      >
        {words.add}
      </Button>
      <UncutPaths plan={plan} onAdd={onAdd} />
      {seconds > 0 && (
        <p className="operations-total">
          {words.total} <strong>{formatDuration(seconds)}</strong>
        </p>
      )}
    </>
  )
}
