import { useState } from 'react'
import type { Finding } from '#core/feasibility/finding.ts'
import type { Fix } from '#core/feasibility/fixes/solve-fix.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { feasibilityStrings } from './feasibility.strings.ts'
import { makeChanges } from './fixes.store.ts'
import { measureText, subjectText } from '../../session/finding-text.ts'

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

/** What a `FindingRow` takes. */
export interface FindingRowProps {
  readonly finding: Finding
  readonly plan: Plan | null
  /** The solved change that mends it, where there is one. */
  readonly fix: Fix | undefined
}

/** The change that mends a finding, and a button that makes it. */
function Remedy({ finding, fix }: { finding: Finding; fix: Fix | undefined }) {
  if (finding.fix === '') return null
  if (fix === undefined) return <p className="finding-fix">{finding.fix}</p>
  const { sentence } = fix.edit
  return (
    <div className="finding-fix finding-remedy">
      <p>{sentence}</p>
      <Button
        aria-label={words.doItAbout(sentence)}
        onClick={() => {
          makeChanges([fix.edit])
        }}
      >
        {words.doIt}
      </Button>
    </div>
  )
}

/** One finding: what, how much against which limit, why, and what to change. */
export function FindingRow({ finding, plan, fix }: FindingRowProps) {
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
        <Remedy finding={finding} fix={fix} />
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
