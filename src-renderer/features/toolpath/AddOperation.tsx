import { useState } from 'react'
import { drawnOperations, pathsFor } from '#core/rosette/drawn-operation.ts'
import { newOperation, type OperationOn } from '#core/rosette/new-operation.ts'
import { OPERATION_KIND_NAMES, OPERATION_KINDS } from '#core/rosette/operation-kinds.ts'
import type { OperationKind } from '#core/rosette/plan-operation.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { KindPicture } from './KindPicture.tsx'
import { operationsStrings as words } from './operations.strings.ts'

/** Something an operation may work on: a path, or an operation whose paths it shares. */
interface Choice {
  readonly id: string
  readonly name: string
}

function choicesFor(plan: Plan, kind: OperationKind): readonly Choice[] {
  const { of } = OPERATION_KINDS[kind]
  if (of.length === 0) return pathsFor(kind, plan).map(({ id, name }) => ({ id, name }))
  return drawnOperations(plan, { withOff: true })
    .filter(({ operation }) => of.includes(operation.kind))
    .map(({ operation, name }) => ({ id: operation.id, name }))
}

/** Whether several paths may be chosen at once; islands of an area are chosen later. */
function mayBeMany(kind: OperationKind): boolean {
  const { takes } = OPERATION_KINDS[kind]
  return takes !== 'area' && takes !== 'operation'
}

function question(kind: OperationKind): string {
  if (OPERATION_KINDS[kind].of.length > 0) return words.addOf
  return mayBeMany(kind) ? words.addPaths : words.addOuter
}

function KindButton(props: {
  plan: Plan
  kind: OperationKind
  isChosen: boolean
  onChoose: () => void
}) {
  const { plan, kind, isChosen, onChoose } = props
  const { title, text, needs } = words.kinds[kind]
  const isPossible = choicesFor(plan, kind).length > 0
  return (
    <button
      type="button"
      role="radio"
      aria-checked={isChosen}
      aria-disabled={!isPossible}
      className={classNames('kind', isChosen && 'kind-on', !isPossible && 'kind-off')}
      onClick={() => {
        if (isPossible) onChoose()
      }}
    >
      <KindPicture kind={kind} />
      <strong>{title}</strong>
      <span className="caption">{isPossible ? text : needs}</span>
    </button>
  )
}

function ChoiceList(props: {
  kind: OperationKind
  choices: readonly Choice[]
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}) {
  const { kind, choices, chosen, onChange } = props
  const isMany = mayBeMany(kind)
  return (
    <fieldset className="operation-islands">
      <legend>{question(kind)}</legend>
      {choices.map(({ id, name }) => (
        <label key={id}>
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name="operation-on"
            checked={chosen.includes(id)}
            onChange={({ target }) => {
              const others = isMany ? chosen.filter((one) => one !== id) : []
              onChange(target.checked ? [...others, id] : others)
            }}
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  )
}

function onOf(kind: OperationKind, chosen: readonly string[]): OperationOn | null {
  const [first] = chosen
  if (first === undefined) return null
  return OPERATION_KINDS[kind].of.length > 0 ? { ofId: first } : { pathIds: chosen }
}

/** Says what is to be cut by its picture, then along what, and adds it to the plan. */
export function AddOperation(props: {
  plan: Plan
  /** Chosen to begin with. */
  pathId: string | null
  onAdded: (operationId: string) => void
  onCancel: () => void
}) {
  const { plan, pathId, onAdded, onCancel } = props
  const edit = usePlan((state) => state.edit)
  const goTo = useNavigation((state) => state.goTo)
  const [kind, setKind] = useState<OperationKind | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const choices = kind === null ? [] : choicesFor(plan, kind)
  const on = kind === null ? null : onOf(kind, chosen)
  const choose = (next: OperationKind) => {
    const ids = choicesFor(plan, next).map(({ id }) => id)
    setKind(next)
    setChosen(ids.filter((id) => (pathId === null ? ids.length === 1 : id === pathId)))
  }
  return (
    <section
      className="add-operation"
      aria-label={words.addTitle}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onCancel()
      }}
    >
      <h2>{words.addTitle}</h2>
      <p>{words.addLead}</p>
      <div className="kinds" role="radiogroup" aria-label={words.addLead}>
        {OPERATION_KIND_NAMES.map((one) => (
          <KindButton
            key={one}
            plan={plan}
            kind={one}
            isChosen={one === kind}
            onChoose={() => {
              choose(one)
            }}
          />
        ))}
      </div>
      {kind !== null && <ChoiceList {...{ kind, choices, chosen }} onChange={setChosen} />}
      <div className="button-pair">
        <Button onClick={onCancel}>{words.addCancel}</Button>
        {kind !== null && (
          <Button
            look="primary"
            disabled={on === null}
            onClick={() => {
              if (on === null) return
              const operation = newOperation(plan, kind, on)
              edit((now) => ({ ...now, operations: [...now.operations, operation] }))
              onAdded(operation.id)
            }}
          >
            {words.addNow(kind)}
          </Button>
        )}
      </div>
      <Button
        size="small"
        look="quiet"
        onClick={() => {
          goTo('drawings')
        }}
      >
        {words.toDrawing}
      </Button>
    </section>
  )
}
