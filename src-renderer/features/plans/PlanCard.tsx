import { Archive, ArchiveRestore, Copy, Download, ListChecks, PencilLine } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import { formatLength } from '#core/units/format-length.ts'
import { RosetteThumbnail } from '../../drawing/RosetteThumbnail.tsx'
import { useWatchReason } from '../../session/bench.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { plansStrings } from './plans.strings.ts'
import { usePlans } from './plans.store.ts'

/** What a card can be asked to do. */
export type CardAction =
  'open' | 'about' | 'duplicate' | 'rename' | 'export' | 'archive' | 'restore'

/** What a `PlanCard` takes. */
export interface PlanCardProps {
  readonly entry: LibraryEntry
  readonly isOpen: boolean
  readonly isCompared: boolean
  readonly nowMs: number
  readonly onAction: (action: CardAction) => void
  readonly onCompare: (compared: boolean) => void
}

/** The plan's drawing, read and painted when the card comes into sight. */
function Thumbnail({ entry }: { entry: LibraryEntry }) {
  const place = useRef<HTMLSpanElement>(null)
  const plan = usePlans((state) => state.drawn[entry.planId])
  const draw = usePlans((state) => state.draw)
  const isMissing = plan === undefined
  useEffect(() => {
    const element = place.current
    if (element === null || !isMissing) return
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void draw(entry.planId)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [draw, entry.planId, isMissing])
  return (
    <span ref={place} className="thumbnail">
      {plan !== undefined && (
        <RosetteThumbnail plan={plan} label={plansStrings.pictureOf(entry.name)} />
      )}
    </span>
  )
}

function Words({ entry, nowMs }: { entry: LibraryEntry; nowMs: number }) {
  const unit = useUnits()
  const facts = [
    plansStrings.rings(entry.ringCount),
    ...(entry.tileCount > 0 ? [plansStrings.tiles(entry.tileCount)] : []),
    ...(entry.runCount > 0 ? [plansStrings.usedRuns(entry.runCount)] : []),
  ]
  return (
    <span className="plan-words">
      <strong>{entry.name}</strong>
      <span>
        {plansStrings.size(
          formatLength(2 * entry.soundholeRadiusMm, unit),
          formatLength(2 * entry.outerRadiusMm, unit),
        )}
      </span>
      <span className="caption">
        {facts.join(', ')}
        {entry.origin === 'workshop' && (
          <span title={formatExact(entry.updatedAtUtc)}>
            {' · '}
            {plansStrings.changed(formatAgo(entry.updatedAtUtc, nowMs))}
          </span>
        )}
      </span>
    </span>
  )
}

interface Tool {
  readonly action: CardAction
  /** Not for a page that only watches. */
  readonly changes: boolean
  readonly label: string
  readonly icon: ReactNode
}

function toolsOf({ origin, lane }: LibraryEntry): readonly Tool[] {
  const isOwn = origin === 'workshop'
  const about = {
    changes: false,
    action: 'about',
    label: plansStrings.about,
    icon: <ListChecks size={16} />,
  }
  const duplicate = {
    changes: true,
    action: 'duplicate',
    label: plansStrings.duplicate,
    icon: <Copy size={16} />,
  }
  const rename = {
    changes: true,
    action: 'rename',
    label: plansStrings.rename,
    icon: <PencilLine size={16} />,
  }
  const save = {
    changes: false,
    action: 'export',
    label: plansStrings.export,
    icon: <Download size={16} />,
  }
  const away =
    lane === 'archived'
      ? {
          changes: true,
          action: 'restore',
          label: plansStrings.restore,
          icon: <ArchiveRestore size={16} />,
        }
      : {
          changes: true,
          action: 'archive',
          label: plansStrings.archive,
          icon: <Archive size={16} />,
        }
  const tools = isOwn ? [about, duplicate, rename, save, away] : [about, duplicate, save]
  return tools as readonly Tool[]
}

/** What else can be done with a plan; a watcher sees why a part of it is off. */
function Tools({ entry, onAction }: Pick<PlanCardProps, 'entry' | 'onAction'>) {
  const whyNot = useWatchReason()
  return (
    <span className="plan-tools">
      {toolsOf(entry).map(({ action, changes, label, icon }) => (
        <IconButton
          key={action}
          label={label}
          {...(changes && whyNot !== null && { disabled: true, title: `${label}: ${whyNot}` })}
          onClick={() => {
            onAction(action)
          }}
        >
          <span aria-hidden="true">{icon}</span>
        </IconButton>
      ))}
    </span>
  )
}

/** One plan with its little drawing and what can be done with it. */
export function PlanCard(props: PlanCardProps) {
  const { entry, isOpen, isCompared, nowMs, onAction, onCompare } = props
  return (
    <li className={isOpen ? 'plan-card plan-card-open' : 'plan-card'}>
      <button
        type="button"
        className="plan-open"
        onClick={() => {
          onAction('open')
        }}
      >
        <Thumbnail entry={entry} />
        <Words entry={entry} nowMs={nowMs} />
      </button>
      <label className="plan-compare">
        <input
          type="checkbox"
          checked={isCompared}
          aria-label={plansStrings.comparePick(entry.name)}
          onChange={(event) => {
            onCompare(event.target.checked)
          }}
        />
        {plansStrings.compare}
      </label>
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
        <span className={`tag tag-${entry.lane ?? 'shipped'}`}>
          {entry.lane === null ? plansStrings.shipped : plansStrings.lanes[entry.lane]}
        </span>
        <Tools entry={entry} onAction={onAction} />
      </div>
    </li>
  )
}
