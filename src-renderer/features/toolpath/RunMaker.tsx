import { ArrowRight, PackageOpen } from 'lucide-react'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { readyValue } from '../../session/loadable.ts'
import { useJudgement } from '../../session/judgement.store.ts'
import { useLibrary } from '../../session/library.store.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { formatTimeOfDay } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/States.tsx'
import { progressDetail } from './progress-detail.ts'
import { PostChoice } from './PostChoice.tsx'
import { toolpathStrings } from './toolpath.strings.ts'
import { type MakingRun, useToolpath } from './toolpath.store.ts'

const words = toolpathStrings
/** Post-processor for a machine that is not in the library. */
const FALLBACK_POST_ID = 'grbl'

function MadeRun({ run, onAgain }: { run: RunSummary; onAgain: () => void }) {
  const goTo = useNavigation((state) => state.goTo)
  const saving = useToolpath((state) => state.saving)
  const saveBundle = useToolpath((state) => state.saveBundle)
  const sentence =
    run.status === 'OK'
      ? words.runMade
      : run.status === 'BLOCKED'
        ? words.runBlocked(run.riskLevel)
        : words.runError
  return (
    <>
      <p role="status">
        <strong>{sentence}</strong>{' '}
        <span className="muted">{words.madeAt(formatTimeOfDay(run.createdAtUtc))}</span>
      </p>
      {run.status === 'OK' && (
        <Button
          look="primary"
          onClick={() => {
            goTo('machine')
          }}
        >
          {words.toMachine} <ArrowRight size={16} aria-hidden="true" />
        </Button>
      )}
      {run.status === 'OK' && (
        <Button
          icon={<PackageOpen size={16} />}
          disabled={saving}
          onClick={() => void saveBundle(run.runId)}
        >
          {saving ? words.savingBundle : words.saveBundle}
        </Button>
      )}
      <div className="button-pair">
        <Button
          onClick={() => {
            goTo('runs', run.runId)
          }}
        >
          {words.toRun}
        </Button>
        <Button onClick={onAgain}>{words.again}</Button>
      </div>
    </>
  )
}

/** What is being done for the run, how long it still takes, and a way to call it off. */
function Making({ making }: { making: MakingRun }) {
  const stopMaking = useToolpath((state) => state.stopMaking)
  return (
    <>
      <Progress
        label={words.makingRun[making.phase] ?? words.makingRun[''] ?? ''}
        ratio={making.share}
        detail={progressDetail(making)}
      />
      <Button onClick={() => void stopMaking()}>{words.cancelRun}</Button>
    </>
  )
}

/** Makes the run: the write-once record with the G-code in it. */
export function RunMaker() {
  const approval = useJudgement((state) => readyValue(state.judgement)?.approval ?? null)
  const planId = usePlan((state) => state.planId)
  const machineId = usePlan((state) => state.history?.present.cutting.machineId)
  const { machines } = useLibrary()
  const making = useToolpath((state) => state.making)
  const made = useToolpath((state) => state.made)
  const makeRun = useToolpath((state) => state.makeRun)
  const goTo = useNavigation((state) => state.goTo)
  const postId = machines.find((machine) => machine.id === machineId)?.postId ?? FALLBACK_POST_ID
  const make = () => {
    if (planId !== null) void makeRun(planId, postId)
  }
  if (making !== null) return <Making making={making} />
  if (made.state === 'ready') return <MadeRun run={made.value} onAgain={make} />
  if (approval === null) {
    return (
      <>
        <p>{words.needsApproval}</p>
        <Button
          look="primary"
          onClick={() => {
            goTo('feasibility')
          }}
        >
          {words.toApprove} <ArrowRight size={16} aria-hidden="true" />
        </Button>
      </>
    )
  }
  return (
    <>
      {made.state === 'failed' && (
        <p className="run-problem" role="alert">
          <strong>{made.problem.message}</strong> {made.problem.remedy}
        </p>
      )}
      <p className="caption">{words.runLead}</p>
      <PostChoice ownPostId={postId} />
      <Button look="primary" onClick={make}>
        {words.makeRun}
      </Button>
    </>
  )
}
