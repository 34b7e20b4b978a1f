/** Styles are imported for their effect; Vite turns them into one stylesheet. */
declare module '*.css';
