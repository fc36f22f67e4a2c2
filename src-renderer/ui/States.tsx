import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

/** What an `EmptyState` takes. */
export interface EmptyStateProps {
  readonly title: string
  readonly text: string
  /** One picture of what will be here. */
  readonly picture?: ReactNode
  readonly action?: ReactNode
}

/** Says what a view is for while nothing is in it, with one way to begin. */
export function EmptyState({ title, text, picture, action }: EmptyStateProps) {
  return (
    <div className="state">
      {picture !== undefined && (
        <div className="state-picture" aria-hidden="true">
          {picture}
        </div>
      )}
      <h2>{title}</h2>
      <p className="muted">{text}</p>
      {action}
    </div>
  )
}

/** What an `ErrorState` takes. */
export interface ErrorStateProps {
  /** What happened, one sentence. */
  readonly title: string
  /** What is safe. */
  readonly safe: string
  /** What to do now; empty when there is nothing. */
  readonly remedy: string
  readonly details?: string
  readonly detailsLabel: string
  readonly retryLabel: string
  readonly onRetry?: () => void
}

/** Says what happened, what is safe and what to do; the details are folded away. */
export function ErrorState(props: ErrorStateProps) {
  const { title, safe, remedy, details, detailsLabel, retryLabel, onRetry } = props
  return (
    <div className="state state-error" role="alert">
      <h2>{title}</h2>
      <p>{safe}</p>
      {remedy !== '' && <p>{remedy}</p>}
      {onRetry !== undefined && <Button onClick={onRetry}>{retryLabel}</Button>}
      {details !== undefined && details !== '' && (
        <details>
          <summary>{detailsLabel}</summary>
          <code>{details}</code>
        </details>
      )}
    </div>
  )
}

/** What a `Skeleton` takes. */
export interface SkeletonProps {
  /** Said while waiting, e.g. `Reading the plans`. */
  readonly label: string
  readonly lines?: number
}

/** Grey bars where the result will appear, with words. */
export function Skeleton({ label, lines = 4 }: SkeletonProps) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      <p className="caption">{label}</p>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="skeleton-bar" />
      ))}
    </div>
  )
}

/** What a `Progress` takes. */
export interface ProgressProps {
  /** What is being done. */
  readonly label: string
  /** 0 to 1; null while the end is not known. */
  readonly ratio: number | null
  readonly detail?: string
}

/** A bar with words; percentage when the end is known. */
export function Progress({ label, ratio, detail }: ProgressProps) {
  const percent = ratio === null ? null : Math.round(ratio * 1000) / 10
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{label}</span>
        <span>{detail ?? (percent === null ? '' : `${percent.toFixed(0)} %`)}</span>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
      >
        <div
          className={percent === null ? 'progress-fill progress-endless' : 'progress-fill'}
          style={percent === null ? undefined : { width: `${String(percent)}%` }}
        />
      </div>
    </div>
  )
}
