import { useEffect, useState } from 'react'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useJudgement, type Judgement } from '../../session/judgement.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { WatchGate } from '../../session/WatchGate.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { ApprovalPanel } from './ApprovalPanel.tsx'
import './feasibility.css'
import { feasibilityStrings } from './feasibility.strings.ts'
import { FixesPanel } from './FixesPanel.tsx'
import { useFixes } from './fixes.store.ts'
import { byTightness, gradeCounts } from './feasibility.view-model.ts'
import { FindingRow } from './FindingRow.tsx'

const words = feasibilityStrings
const FILTERS = [
  { value: 'all', label: words.filterAll },
  { value: 'open', label: words.filterOpen },
] as const

function Verdict({ judgement }: { judgement: Judgement }) {
  const { report } = judgement
  const counts = gradeCounts(report)
  const [tightest] = byTightness(report.findings)
  return (
    <div className={`verdict verdict-${report.overall.toLowerCase()}`}>
      <RiskBadge grade={report.overall} large />
      <p className="verdict-score" title={words.scoreMeans}>
        {words.score(report.score)}
      </p>
      <p className="verdict-words">{words.overall[report.overall]}</p>
      <p className="muted">
        {words.counts(counts.GREEN, counts.YELLOW, counts.RED, counts.UNKNOWN)}
      </p>
      {tightest !== undefined && (
        <div className="verdict-tightest">
          <h3>{report.overall === 'GREEN' ? words.tightest : words.decides}</h3>
          <p>{tightest.sentence}</p>
          {tightest.fix !== '' && <p>{tightest.fix}</p>}
        </div>
      )}
    </div>
  )
}

function Findings({ judgement }: { judgement: Judgement }) {
  const plan = usePlan((state) => state.history?.present ?? null)
  const [filter, setFilter] = useState<'all' | 'open'>('all')
  const proposal = useFixes((state) => state.proposal)
  const fixes =
    proposal.state === 'ready' && proposal.value.planSha256 === judgement.planSha256
      ? proposal.value.fixes
      : null
  const findings = byTightness(judgement.report.findings)
  const shown =
    filter === 'all' ? findings : findings.filter((finding) => finding.grade !== 'GREEN')
  return (
    <section className="findings" aria-label={words.findings}>
      <header>
        <h1>{words.findings}</h1>
        {findings.some((finding) => finding.grade !== 'GREEN') && (
          <Segmented label={words.filter} value={filter} options={FILTERS} onChange={setFilter} />
        )}
      </header>
      {judgement.report.overall !== 'GREEN' && (
        <WatchGate>
          <FixesPanel planSha256={judgement.planSha256} />
        </WatchGate>
      )}
      <ul>
        {shown.map((finding) => (
          <FindingRow
            key={`${finding.ruleId} ${finding.subject} ${finding.sentence}`}
            finding={finding}
            plan={plan}
            fix={fixes?.find(
              ({ ruleId, subject }) => ruleId === finding.ruleId && subject === finding.subject,
            )}
          />
        ))}
      </ul>
    </section>
  )
}

/** Has what would make the plan GREEN worked out for every judgement that is not. */
function useSolving(judgement: Judgement | null): void {
  const ask = useFixes((state) => state.ask)
  const open = judgement !== null && judgement.report.overall !== 'GREEN' ? judgement : null
  const planId = open?.planId ?? null
  const feasibilitySha256 = open?.feasibilitySha256 ?? null
  useEffect(() => {
    if (planId !== null && feasibilitySha256 !== null) void ask(planId)
  }, [ask, planId, feasibilitySha256])
}

/** Whether the plan can be cut, why, and the person's approval. */
export function FeasibilityPanel() {
  const judgement = useJudgement((state) => state.judgement)
  const planId = usePlan((state) => state.planId)
  useSolving(judgement.state === 'ready' ? judgement.value : null)
  if (judgement.state === 'failed') {
    return (
      <ProblemState
        problem={judgement.problem}
        safe={words.failedSafe}
        onRetry={() => {
          if (planId !== null) void useJudgement.getState().judge(planId)
        }}
      />
    )
  }
  if (judgement.state !== 'ready') return <Skeleton label={words.judging} lines={8} />
  const { value } = judgement
  return (
    <div className="bench">
      <div className="bench-scroll findings-scroll">
        <Findings judgement={value} />
      </div>
      <aside className="bench-side" aria-label={words.title}>
        <div className="bench-scroll">
          <Verdict judgement={value} />
        </div>
        <WatchGate>
          <ApprovalPanel
            key={value.feasibilitySha256}
            report={value.report}
            approval={value.approval}
          />
        </WatchGate>
      </aside>
    </div>
  )
}
