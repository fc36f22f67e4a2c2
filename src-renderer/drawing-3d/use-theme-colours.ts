import { useEffect, useState } from 'react'

/** Colours of the theme that is shown, read anew when it changes; `read` must stay the same function. */
export function useThemeColours<C>(read: (near: HTMLElement) => C): C {
  const [colours, setColours] = useState(() => read(document.body))
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setColours(read(document.body))
    })
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      observer.disconnect()
    }
  }, [read])
  return colours
}
