import { useEffect } from 'react'
import { useSettings } from '../session/settings.store.ts'

const DARK = '(prefers-color-scheme: dark)'

/** Puts the chosen theme on the document; `data-theme-shown` is what `system` came to. */
export function useTheme(): void {
  const theme = useSettings((state) => state.settings.theme)
  useEffect(() => {
    const root = document.documentElement
    const system = window.matchMedia(DARK)
    const apply = () => {
      const shown = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme
      root.dataset['theme'] = shown
      root.dataset['themeShown'] = shown
    }
    apply()
    system.addEventListener('change', apply)
    return () => {
      system.removeEventListener('change', apply)
    }
  }, [theme])
}
