#!/bin/sh
echo tool
