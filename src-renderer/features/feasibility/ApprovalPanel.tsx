import { ArrowRight, CircleCheckBig } from 'lucide-react'
import { useState } from 'react'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import type { Approval } from '#core/contract/job.contract.ts'
import { useJudgement } from '../../session/judgement.store.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { formatExact } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Choice.tsx'
import { showProblem, showToast } from '../../ui/toast.store.ts'
import { feasibilityStrings } from './feasibility.strings.ts'
import {
  approvalState,
  LEAST_ACKNOWLEDGEMENT,
  type ApprovalState,
} from './feasibility.view-model.ts'

const words = feasibilityStrings

function Approved({ approval }: { approval: Approval }) {
  const withdraw = useJudgement((state) => state.withdraw)
  const goTo = useNavigation((state) => state.goTo)
  return (
    <>
      <p className="approved">
        <CircleCheckBig size={22} aria-hidden="true" />
        <strong>{words.approvedTitle}</strong>
        <span className="muted">
          {words.approvedBy(approval.actor)}, {formatExact(approval.approvedAtUtc)}
        </span>
      </p>
      {approval.acknowledgement !== null && <blockquote>{approval.acknowledgement}</blockquote>}
      <Button
        look="primary"
        onClick={() => {
          goTo('toolpath')
        }}
      >
        {words.toToolpath} <ArrowRight size={16} aria-hidden="true" />
      </Button>
      <Button
        onClick={() => {
          void withdraw().then((problem) => {
            if (problem === null) showToast(words.withdrawn)
            else showProblem(problem)
          })
        }}
      >
        {words.withdraw}
      </Button>
    </>
  )
}

function ApproveForm({ acknowledge }: { acknowledge: boolean }) {
  const approve = useJudgement((state) => state.approve)
  const [text, setText] = useState('')
  const [sending, setSending] = useState(false)
  const missing = acknowledge ? Math.max(0, LEAST_ACKNOWLEDGEMENT - text.trim().length) : 0
  const send = async () => {
    setSending(true)
    const approved = await approve(acknowledge ? text.trim() : null)
    setSending(false)
    if (approved?.ok === true) showToast(words.approved)
    else if (approved !== null) showProblem(approved.error)
  }
  return (
    <>
      {acknowledge && (
        <TextField
          label={words.acknowledge}
          value={text}
          maxLength={2000}
          lines={4}
          placeholder={words.acknowledgePlaceholder}
          hint={words.acknowledgeHint(missing)}
          onChange={setText}
        />
      )}
      <p className="caption">{words.approveLead}</p>
      <Button look="primary" disabled={missing > 0 || sending} onClick={() => void send()}>
        {words.approve}
      </Button>
    </>
  )
}

function Blocked({ why }: { why: 'red' | 'unknown' }) {
  const goTo = useNavigation((state) => state.goTo)
  return (
    <>
      <p>
        <strong>{words.blockedTitle}</strong>
      </p>
      <p>{why === 'red' ? words.blockedRed : words.blockedUnknown}</p>
      <Button
        look="primary"
        onClick={() => {
          goTo('rosette')
        }}
      >
        {words.change}
      </Button>
    </>
  )
}

function stateBody(state: ApprovalState) {
  switch (state.kind) {
    case 'approved':
      return <Approved approval={state.approval} />
    case 'blocked':
      return <Blocked why={state.why} />
    case 'may-approve':
      return <ApproveForm acknowledge={false} />
    case 'must-acknowledge':
      return <ApproveForm acknowledge />
  }
}

/** The person's yes: given, to be given, or blocked with the reason. */
export function ApprovalPanel({
  report,
  approval,
}: {
  report: FeasibilityReport
  approval: Approval | null
}) {
  const refused = usePlan((state) => state.save?.kind === 'refused')
  return (
    <div className="bench-foot approval">
      <h2>{words.approval}</h2>
      {refused && <p className="approval-warning">{words.notSaved}</p>}
      {stateBody(approvalState(report, approval))}
    </div>
  )
}
