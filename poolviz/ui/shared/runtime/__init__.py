"""What is asked of Streamlit that its documentation does not promise: all of it stands here."""
