import { useState } from 'react'
import type { Finding } from '#core/feasibility/finding.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { useUnits } from '../../session/settings.store.ts'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { feasibilityStrings } from './feasibility.strings.ts'
import { measureText, subjectText } from './feasibility.view-model.ts'

const words = feasibilityStrings

function MarginBar({ finding }: { finding: Finding }) {
  if (finding.value === null) return null
  const percent = Math.round(finding.margin * 100)
  const text = words.marginOf[finding.grade](percent)
  return (
    <div className={`margin margin-${finding.grade.toLowerCase()}`}>
      <div
        className="margin-bar"
        role="meter"
        aria-label={words.margin}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
      >
        <span style={{ width: `${String(Math.max(2, percent))}%` }} />
      </div>
      <span className="caption">{text}</span>
    </div>
  )
}

/** One finding: what, how much against which limit, why, and what to change. */
export function FindingRow({ finding, plan }: { finding: Finding; plan: Plan | null }) {
  const unit = useUnits()
  const [open, setOpen] = useState(false)
  const value = measureText(finding.value, finding.unit, unit) ?? words.noValue
  const limit = measureText(finding.limit, finding.unit, unit) ?? words.noLimit
  return (
    <li className={`finding finding-${finding.grade.toLowerCase()}`} data-rule={finding.ruleId}>
      <RiskBadge grade={finding.grade} />
      <div className="finding-words">
        <p className="caption">{subjectText(finding.subject, plan)}</p>
        <p>{finding.sentence}</p>
        {finding.fix !== '' && <p className="finding-fix">{finding.fix}</p>}
        <details
          onToggle={(event) => {
            setOpen(event.currentTarget.open)
          }}
        >
          <summary>{words.basis}</summary>
          {open && (
            <dl>
              <dt>{words.formula}</dt>
              <dd>{finding.basis.formula}</dd>
              <dt>{words.source}</dt>
              <dd>
                {finding.basis.source}{' '}
                <span className="muted">({words.kinds[finding.basis.kind]})</span>
              </dd>
            </dl>
          )}
        </details>
      </div>
      <dl className="finding-numbers">
        <div>
          <dt>{words.value}</dt>
          <dd>{value}</dd>
        </div>
        <div>
          <dt>{words.limit}</dt>
          <dd>{limit}</dd>
        </div>
      </dl>
      <MarginBar finding={finding} />
    </li>
  )
}
