/** One of a row of tabs inside a panel: the chosen one is underlined. Its height is the row's own. */
export const TAB =
  "relative flex items-center px-2 text-xs whitespace-nowrap text-ink-2 -outline-offset-2 after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 hover:text-ink data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:bg-ink";
