/** The part that the bench calls. */
declare module 'pokersolver' {
  const pokersolver: {
    readonly Hand: {
      /** @param cards as 'Ad', 'Td' */
      solve(cards: string[]): { readonly rank: number };
    };
  };
  export default pokersolver;
}
