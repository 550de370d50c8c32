/* SPDX-License-Identifier: BSD-3-Clause */
/** The address of an icon of Bootstrap Italia's sprite. */
export const icon = name => `/webjars/bootstrap-italia/2.17.0/dist/svg/sprites.svg#${name}`;
