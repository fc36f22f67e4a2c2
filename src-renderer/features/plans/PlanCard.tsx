import { Archive, Copy, Download, PencilLine } from 'lucide-react'
import type { PlanSummary } from '#core/contract/plans.contract.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { RosetteThumbnail } from '../../drawing/RosetteThumbnail.tsx'
import { useUnits } from '../../session/settings.store.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { plansStrings } from './plans.strings.ts'

/** What a card can be asked to do. */
export type CardAction = 'open' | 'duplicate' | 'rename' | 'export' | 'archive'

/** What a `PlanCard` takes. */
export interface PlanCardProps {
  readonly summary: PlanSummary
  /** Null until it has been read. */
  readonly plan: Plan | null
  readonly isOpen: boolean
  readonly nowMs: number
  readonly onAction: (action: CardAction) => void
}

/** One plan with its little drawing and what can be done with it. */
export function PlanCard(props: PlanCardProps) {
  const { summary, plan, isOpen, nowMs, onAction } = props
  const unit = useUnits()
  const shipped = summary.origin === 'shipped'
  const facts = [
    plansStrings.rings(summary.ringCount),
    ...(summary.tileCount > 0 ? [plansStrings.tiles(summary.tileCount)] : []),
  ]
  return (
    <li className={isOpen ? 'plan-card plan-card-open' : 'plan-card'}>
      <button
        type="button"
        className="plan-open"
        onClick={() => {
          onAction('open')
        }}
      >
        <span className="thumbnail">
          {plan !== null && (
            <RosetteThumbnail plan={plan} label={plansStrings.pictureOf(summary.name)} />
          )}
        </span>
        <span className="plan-words">
          <strong>{summary.name}</strong>
          <span>
            {plansStrings.size(
              formatLength(2 * summary.soundholeRadiusMm, unit),
              formatLength(2 * summary.outerRadiusMm, unit),
            )}
          </span>
          <span className="caption">
            {facts.join(', ')}
            {!shipped && (
              <span title={formatExact(summary.updatedAtUtc)}>
                {' · '}
                {plansStrings.changed(formatAgo(summary.updatedAtUtc, nowMs))}
              </span>
            )}
          </span>
        </span>
      </button>
      <div className="plan-actions">
        <Button
          look={isOpen ? 'plain' : 'primary'}
          size="small"
          onClick={() => {
            onAction('open')
          }}
        >
          {isOpen ? plansStrings.isOpen : plansStrings.open}
        </Button>
        {shipped && <span className="tag">{plansStrings.shipped}</span>}
        <span className="plan-tools">
          <IconButton
            label={plansStrings.duplicate}
            onClick={() => {
              onAction('duplicate')
            }}
          >
            <Copy size={16} aria-hidden="true" />
          </IconButton>
          {!shipped && (
            <IconButton
              label={plansStrings.rename}
              onClick={() => {
                onAction('rename')
              }}
            >
              <PencilLine size={16} aria-hidden="true" />
            </IconButton>
          )}
          <IconButton
            label={plansStrings.export}
            onClick={() => {
              onAction('export')
            }}
          >
            <Download size={16} aria-hidden="true" />
          </IconButton>
          {!shipped && (
            <IconButton
              label={plansStrings.archive}
              onClick={() => {
                onAction('archive')
              }}
            >
              <Archive size={16} aria-hidden="true" />
            </IconButton>
          )}
        </span>
      </div>
    </li>
  )
}
