import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What a `Panel` takes. */
export interface PanelProps {
  readonly title: string
  /** At the right of the head. */
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string
  /** Keeps the head for screen readers only. */
  readonly bare?: boolean
}

/** A titled part of a page, announced as a region. */
export function Panel({ title, actions, children, className, bare = false }: PanelProps) {
  const titleId = useId()
  return (
    <section className={classNames('panel', className)} aria-labelledby={titleId}>
      <header className={bare ? 'visually-hidden' : 'panel-head'}>
        <h2 id={titleId}>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  )
}
