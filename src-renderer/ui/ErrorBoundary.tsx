import { Component, type ErrorInfo, type ReactNode } from 'react'

/** What an `ErrorBoundary` takes. */
export interface ErrorBoundaryProps {
  readonly children: ReactNode
  /** Drawn instead when a part of the screen broke its promises. */
  readonly fallback: (error: Error, retry: () => void) => ReactNode
}

/** Keeps a defect in one page from taking the STOP button with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    reportError(new Error(`${error.message}${info.componentStack ?? ''}`, { cause: error }))
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return this.props.fallback(error, () => {
      this.setState({ error: null })
    })
  }
}
