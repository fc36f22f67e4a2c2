import { Archive, Copy, Download, PencilLine } from 'lucide-react'
import type { PlanSummary } from '#core/contract/plans.contract.ts'
import type { Material } from '#core/library/material.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { RosetteDrawing, TOP_MARGIN_MM } from '../../drawing/RosetteDrawing.tsx'
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
  readonly materials: readonly Material[]
  readonly isOpen: boolean
  readonly nowMs: number
  readonly onAction: (action: CardAction) => void
}

function Thumbnail({
  plan,
  materials,
  name,
}: {
  plan: Plan | null
  materials: readonly Material[]
  name: string
}) {
  const reachMm = (plan?.rings.at(-1)?.outerRadiusMm ?? 60) + TOP_MARGIN_MM
  const box = `${String(-reachMm)} ${String(-reachMm)} ${String(2 * reachMm)} ${String(2 * reachMm)}`
  return (
    <svg viewBox={box} role="img" aria-label={plansStrings.pictureOf(name)} className="thumbnail">
      <g transform="scale(1 -1)" className="drawing-mm">
        {plan !== null && <RosetteDrawing plan={plan} materials={materials} />}
      </g>
    </svg>
  )
}

/** One plan with its little drawing and what can be done with it. */
export function PlanCard(props: PlanCardProps) {
  const { summary, plan, materials, isOpen, nowMs, onAction } = props
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
        <Thumbnail plan={plan} materials={materials} name={summary.name} />
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
