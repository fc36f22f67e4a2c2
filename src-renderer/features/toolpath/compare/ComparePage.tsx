import { useEffect, useMemo } from 'react'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { setUpParameters, withSetUp } from '#core/rosette/set-up.ts'
import { type Command, useCommands } from '../../../session/commands.store.ts'
import { usePlan } from '../../../session/plan.store.ts'
import { UndoButtons } from '../../../session/UndoButtons.tsx'
import { WatchGate } from '../../../session/WatchGate.tsx'
import { Button } from '../../../ui/Button.tsx'
import './compare.css'
import { CompareView } from './CompareView.tsx'
import { followComparison, useCompare } from './compare.store.ts'
import { compareStrings as words } from './compare.strings.ts'
import { SetUpFields } from './SetUpFields.tsx'

/** Typing is let come to an end before both set-ups are worked out anew. */
const SETTLE_MS = 400

/** Undo and redo of what is tried, while it is tried. */
function useTriedCommands(): void {
  const canUndo = useCompare((state) => (state.history?.past.length ?? 0) > 0)
  const canRedo = useCompare((state) => (state.history?.future.length ?? 0) > 0)
  const commands = useMemo<readonly Command[]>(() => {
    const { undo, redo } = useCompare.getState()
    const { group } = words
    return [
      { id: 'compare-undo', title: words.undo, group, keys: 'Ctrl Z', enabled: canUndo, run: undo },
      {
        ...{ id: 'compare-redo', title: words.redo, group, keys: 'Ctrl Shift Z' },
        ...{ enabled: canRedo, run: redo },
      },
    ]
  }, [canUndo, canRedo])
  useCommands('compare', commands)
}

/** The set-up that is tried, its fields, and the two ways to end the trial. */
function TriedSide({ plan, tried, isCurrent }: { plan: Plan; tried: Plan; isCurrent: boolean }) {
  const { history, made, undo, redo, leave, adopt } = useCompare()
  const overall = made.state === 'ready' ? made.value.comparison.verdict.b?.overall : undefined
  const isBlocked = overall === 'RED' || overall === 'UNKNOWN'
  const isSame = useMemo(
    () => JSON.stringify(setUpParameters(plan)) === JSON.stringify(setUpParameters(tried)),
    [plan, tried],
  )
  return (
    <aside className="bench-side" aria-label={words.fieldsTitle}>
      <div className="bench-scroll">
        <div className="operations-head">
          <h2>{words.fieldsTitle}</h2>
          <UndoButtons history={history} undo={undo} redo={redo} />
        </div>
        <p className="caption">{words.fieldsLead}</p>
        <SetUpFields tried={tried} />
      </div>
      <div className="bench-foot">
        <p className="caption" role="status">
          {isSame ? words.same : isBlocked ? words.adoptBlocked : words.adoptMeans}
        </p>
        <div className="button-pair">
          <Button onClick={leave}>{words.keep}</Button>
          <WatchGate>
            <Button look="primary" disabled={isSame || !isCurrent} onClick={adopt}>
              {words.adopt}
            </Button>
          </WatchGate>
        </div>
      </div>
    </aside>
  )
}

/** The plan as it is (A) beside the same plan in a set-up that is tried (B). */
export function ComparePage({ planId, plan }: { planId: string; plan: Plan }) {
  const history = useCompare((state) => state.history)
  const made = useCompare((state) => state.made)
  const compare = useCompare((state) => state.compare)
  const keptRevision = usePlan((state) => state.keptRevision)
  const present = history?.present ?? plan
  // what is made is always the plan's: it may have changed since the trial began
  const tried = useMemo(() => withSetUp(plan, present), [plan, present])
  const isCurrent = made.state === 'ready' && made.value.plan === plan && made.value.tried === tried
  useTriedCommands()
  useEffect(followComparison, [])
  useEffect(() => {
    const timer = setTimeout(() => void compare(planId, plan, tried), SETTLE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [planId, plan, tried, keptRevision, compare])
  return (
    <div className="bench">
      <div className="bench-main">
        <CompareView isCurrent={isCurrent} onAgain={() => void compare(planId, plan, tried)} />
      </div>
      <TriedSide plan={plan} tried={tried} isCurrent={isCurrent} />
    </div>
  )
}
